package io.tokenrelay.agent.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider with a key set and faults to order, on a port of its own. */
public final class Idp implements AutoCloseable {
  /** How one request is answered. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Answer answer;

  public Idp(String jwks) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer = json(jwks);
    server.createContext(
        "/jwks",
        exchange -> {
          requests.incrementAndGet();
          try {
            answer.to(exchange);
          } finally {
            exchange.close();
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  public String uri() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  public String jwksUri() {
    return uri() + "/jwks";
  }

  public void answers(Answer answer) {
    this.answer = answer;
  }

  public void publishes(String jwks) {
    answers(json(jwks));
  }

  public void at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try {
            answer.to(exchange);
          } finally {
            exchange.close();
          }
        });
  }

  public static Answer json(String body) {
    return status(200, body);
  }

  public static Answer status(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Answers when it is let to. */
  public static Answer after(CountDownLatch let, Answer answer) {
    return exchange -> {
      try {
        let.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
      answer.to(exchange);
    };
  }

  /** Says more than it sends, then hangs up. */
  public static Answer truncated(String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes, 0, bytes.length / 2);
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
