package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Stands in front of an HTTP service, notes what arrives and hands it on as it is. Without a
 * service behind it, it answers by itself.
 */
final class HttpObserver implements AutoCloseable {
  static {
    // Else the JDK's little server waits 40 ms before every second answer on a connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "host",
          "connection",
          "content-length",
          "upgrade",
          "http2-settings",
          "transfer-encoding",
          "expect");

  private final String service;
  private final Bearers bearers;
  private final Consumer<Sighting> notebook;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile int target;

  HttpObserver(String service, Bearers bearers, Consumer<Sighting> notebook) throws IOException {
    this.service = service;
    this.bearers = bearers;
    this.notebook = notebook;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void handOnTo(int port) {
    target = port;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      note(path.substring(path.lastIndexOf('/') + 1), exchange.getRequestHeaders());
      if (target == 0) {
        answer(exchange, 200, "nothing goes with it".getBytes(UTF_8));
      } else {
        HttpResponse<byte[]> answer =
            http.send(copyOf(exchange), HttpResponse.BodyHandlers.ofByteArray());
        answer
            .headers()
            .map()
            .forEach(
                (name, values) -> {
                  if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                  }
                });
        answer(exchange, answer.statusCode(), answer.body());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String item, Headers headers) {
    String caller = headers.getFirst("User-Agent");
    notebook.accept(
        new Sighting(
            service,
            item,
            caller == null ? "unnamed" : caller,
            read(headers, "Authorization"),
            read(headers, "Txn-Token"),
            bytes(headers, "Authorization") + bytes(headers, "Txn-Token")));
  }

  private static int bytes(Headers headers, String name) {
    return headers.getOrDefault(name, List.of()).stream()
        .mapToInt(value -> name.length() + value.length() + 4)
        .sum();
  }

  private List<Bearer> read(Headers headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().map(bearers::read).toList();
  }

  private HttpRequest copyOf(HttpExchange exchange) {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> copy.header(name, value));
              }
            });
    return copy.build();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
