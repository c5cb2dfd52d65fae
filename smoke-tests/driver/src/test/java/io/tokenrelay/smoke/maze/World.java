package io.tokenrelay.smoke.maze;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the maze calls: places of the estate, and a stranger. A call's path tells whom it is for;
 * what it brings of its user is held to that.
 */
final class World implements AutoCloseable {
  static {
    // Else the JDK's little server waits 40 ms before every second answer on a connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Where a name moves to that was in the estate before. */
  private static final String ANOTHER_ADDRESS = "127.0.0.66";

  private final Tally tally;
  private final Set<String> askedOnce = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final HttpServer estate;
  private final HttpServer stranger;
  private final HttpServer atAnotherAddress;

  World(Tally tally) throws IOException {
    this.tally = tally;
    this.stranger = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.estate = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.atAnotherAddress = server(new InetSocketAddress(ANOTHER_ADDRESS, port()));
    stranger.createContext("/", this::atTheStrangers);
    atAnotherAddress.createContext("/", this::atTheStrangers);
    place("/plain/", exchange -> answer(exchange, 200));
    place("/flaky/", this::flaky);
    place("/slow/", exchange -> later.schedule(() -> last(exchange), 10, TimeUnit.MILLISECONDS));
    place("/redirect/", exchange -> redirect(exchange, estate));
    place("/elsewhere/", exchange -> redirect(exchange, stranger));
    stranger.start();
    atAnotherAddress.start();
    estate.start();
  }

  int port() {
    return estate.getAddress().getPort();
  }

  @Override
  public void close() {
    estate.stop(0);
    stranger.stop(0);
    atAnotherAddress.stop(0);
    threads.shutdownNow();
    later.shutdownNow();
  }

  /** What must not get a token: the stranger, and whoever is at the estate's other address. */
  String strangers() {
    return "127.0.0.1:" + stranger.getAddress().getPort() + ',' + ANOTHER_ADDRESS;
  }

  private HttpServer server(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    return server;
  }

  private interface Place {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void place(String prefix, Place place) {
    estate.createContext(
        prefix,
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String rest = path.substring(prefix.length());
          String visitor = rest.substring(0, rest.indexOf('/'));
          tally.sawCall(path, visitor, Received.by(exchange));
          place.answer(exchange);
        });
  }

  private void atTheStrangers(HttpExchange exchange) throws IOException {
    tally.sawStrangersCall(exchange.getRequestURI().getPath(), Received.by(exchange));
    answer(exchange, 200);
  }

  /** Wants to be asked twice. */
  private void flaky(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean first = askedOnce.add(path);
    if (!first) {
      askedOnce.remove(path);
    }
    exchange.getResponseHeaders().set("Retry-After", "0");
    answer(exchange, first ? 503 : 200);
  }

  private static void redirect(HttpExchange exchange, HttpServer to) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String rest = path.substring(path.indexOf('/', 1));
    exchange
        .getResponseHeaders()
        .set("Location", "http://127.0.0.1:" + to.getAddress().getPort() + "/plain" + rest);
    answer(exchange, 302);
  }

  private static void last(HttpExchange exchange) {
    try {
      answer(exchange, 200);
    } catch (IOException goneAway) {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = "here".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
