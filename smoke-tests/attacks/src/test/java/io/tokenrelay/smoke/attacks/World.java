package io.tokenrelay.smoke.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What the programs call, as {@code /<owner>/<what>}: a service of the estate, and a stranger with
 * the same port at another address. Both answer with the name of the user whose token a call has
 * brought, and with whatever headers its query asks for.
 */
final class World implements AutoCloseable {
  static final String ESTATE = "127.0.0.1";

  /** To be denied, since it is no public address. */
  static final String STRANGER = "127.0.0.66";

  static final String STRANGERS_GREETING = "a stranger got: ";
  private static final long PATIENCE_SECONDS = 60;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer estate;
  private final HttpServer stranger;
  private final List<Seen> seen = new ArrayList<>();

  World() throws IOException {
    estate = start(new InetSocketAddress(ESTATE, 0), "");
    stranger = start(new InetSocketAddress(STRANGER, port()), STRANGERS_GREETING);
  }

  private HttpServer start(InetSocketAddress address, String greeting) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, greeting));
    server.start();
    return server;
  }

  int port() {
    return estate.getAddress().getPort();
  }

  String urlAt(String host) {
    return "http://" + host + ':' + port();
  }

  /** Waits until so many calls for this have arrived. */
  synchronized List<Seen> await(int calls, String what) throws InterruptedException {
    long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
    while (seen(what).size() < calls) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(what + ": only " + seen(what) + " of " + calls);
      }
      SECONDS.timedWait(this, 1);
    }
    return seen(what);
  }

  synchronized List<Seen> seen(String what) {
    return seen.stream().filter(each -> each.what().equals(what)).toList();
  }

  @Override
  public void close() {
    estate.stop(0);
    stranger.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, String greeting) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", 3);
    String token = Users.broughtBy(exchange.getRequestHeaders().get("Authorization"));
    note(new Seen(path[1], path[2], token));
    Headers headers = exchange.getResponseHeaders();
    addWanted(headers, exchange.getRequestURI().getRawQuery());
    String tag = headers.getFirst("ETag");
    if (tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      byte[] body = (greeting + token).getBytes(UTF_8);
      exchange.sendResponseHeaders(headers.containsKey("Location") ? 302 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static void addWanted(Headers headers, @Nullable String query) {
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        headers.add(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
    }
  }

  private synchronized void note(Seen call) {
    seen.add(call);
    notifyAll();
  }
}
