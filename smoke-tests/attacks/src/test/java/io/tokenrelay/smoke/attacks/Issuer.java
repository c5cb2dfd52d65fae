package io.tokenrelay.smoke.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes the keys of {@link Users}, and is asked about opaque tokens: good ones are active, and
 * junk is answered with the status that it names.
 */
final class Issuer implements AutoCloseable {
  static final String GOOD = "good-";
  static final String JUNK = "junk-";

  /** A token that keeps whoever asks about it waiting. */
  static final String SLOW = "slow-";

  /** For so many of one address the agent asks at a time. */
  static final int SLOW_AT_ONCE = 8;

  private final CountDownLatch slowAsked = new CountDownLatch(SLOW_AT_ONCE);
  private final CountDownLatch answersSlowOnes = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Issuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/keys", exchange -> answer(exchange, 200, Files.readString(Program.keys())));
    server.createContext("/distant-keys", this::distantKeys);
    server.createContext("/introspect", this::introspect);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    answerSlowQuestions();
    server.stop(0);
    threads.shutdownNow();
  }

  /** From the other end of the world. */
  private void distantKeys(HttpExchange exchange) throws IOException {
    LockSupport.parkNanos(SECONDS.toNanos(2));
    answer(exchange, 200, Files.readString(Program.keys()));
  }

  /** RFC 7662. */
  private void introspect(HttpExchange exchange) throws IOException {
    String form =
        URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
    if (form.contains(SLOW)) {
      slowAsked.countDown();
      await(answersSlowOnes);
    }
    int junk = form.indexOf(JUNK);
    if (junk >= 0) {
      int status = Integer.parseInt(form.substring(junk + JUNK.length(), junk + JUNK.length() + 3));
      answer(exchange, status, "<html>No</html>");
    } else {
      answer(exchange, 200, "{\"active\":" + form.contains(GOOD) + ",\"sub\":\"alice\"}");
    }
  }

  /** Until the agent waits for as many answers as it does for one address. */
  void awaitSlowQuestions() {
    await(slowAsked);
  }

  void answerSlowQuestions() {
    answersSlowOnes.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
