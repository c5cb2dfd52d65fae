package io.tokenrelay.instrumentation.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A service that is called, and records what it received. Its path decides what it answers:
 *
 * <ul>
 *   <li>{@code /...}: 200 and the user whose token came, or {@code nobody}
 *   <li>{@code /status/401}: that status
 *   <li>{@code /redirect?to=URL}: 302 there
 *   <li>{@code /challenge}: a challenge for {@code Basic} credentials to a request that has none of
 *       any kind; else as the first, with the name of whoever sent {@code Basic} ones
 *   <li>{@code /hold}: as the first, but only after {@link #release()}
 *   <li>{@code /with?Cache-Control=max-age%3D60&ETag=..}: as the first, with these headers and the
 *       user in {@code X-User}; 304 with those whose names begin with {@code 304-}, to a request
 *       that holds this {@code ETag}; and 301 to a place of this user's, for a {@code Location}
 *   <li>{@code /session}: as the first; whoever brings no session gets one, and whoever brings its
 *       cookie is taken for its user, whatever else is brought
 *   <li>{@code /drop-once}: the first connection is dropped without an answer, the second gets one
 * </ul>
 */
public final class Downstream implements Closeable {
  /** One request as received. */
  public static final class Received {
    public final String path;
    public final @Nullable String host;
    public final String method;
    public final InetAddress at;
    public final @Nullable List<String> authorization;

    Received(HttpExchange exchange) {
      this.path = exchange.getRequestURI().toString();
      this.method = exchange.getRequestMethod();
      this.host = exchange.getRequestHeaders().getFirst("Host");
      this.at = exchange.getLocalAddress().getAddress();
      this.authorization = exchange.getRequestHeaders().get("Authorization");
    }

    /** The user whose token came with it, or null. */
    public @Nullable String user() {
      return authorization == null ? null : TestIssuer.userOf(authorization.get(0));
    }
  }

  /** An address of this machine that the tests' agent is told to deny, as it denies localhost. */
  public static final InetAddress STRANGER = address("127.0.0.66");

  /** An address of this machine that lies inside the boundary. */
  public static final InetAddress FRIEND = address("127.0.0.1");

  private final HttpServer server;
  private final HttpServer stranger;
  private final ExecutorService threads;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
  private final Map<String, String> sessions = new ConcurrentHashMap<>();
  private volatile CountDownLatch hold = new CountDownLatch(1);

  private Downstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger = HttpServer.create(new InetSocketAddress(STRANGER, port()), 0);
    threads = Executors.newCachedThreadPool();
    for (HttpServer each : new HttpServer[] {server, stranger}) {
      each.setExecutor(threads);
      each.createContext("/", this::handle);
      each.start();
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
  }

  public static Downstream start() {
    try {
      return new Downstream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Its address as a part of the estate: a loopback address. */
  public String inEstate(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /**
   * The same server as a stranger: the tests' agent is configured with {@code
   * propagation.deny=localhost}.
   */
  public String asStranger(String path) {
    return "http://localhost:" + port() + path;
  }

  public Queue<Received> received() {
    return received;
  }

  /** The only request received since the last {@link #reset()}. */
  public Received only() {
    if (received.size() != 1) {
      throw new AssertionError("expected one request, got " + received.size());
    }
    return received.element();
  }

  /** Waits for requests that come in their own time, since the last {@link #reset()}. */
  public Queue<Received> await(int requests) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (received.size() < requests && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return received;
  }

  /** How many sessions have been opened. */
  public int sessions() {
    return sessions.size();
  }

  public void release() {
    hold.countDown();
  }

  public void reset() {
    received.clear();
    dropped.clear();
    hold.countDown();
    hold = new CountDownLatch(1);
  }

  @Override
  public void close() {
    hold.countDown();
    server.stop(0);
    stranger.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Received request = new Received(exchange);
    received.add(request);
    try {
      answer(exchange, request);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, Received request)
      throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    drain(exchange);
    if (path.startsWith("/hold")) {
      hold.await();
    }
    if (path.startsWith("/drop-once") && dropped.isEmpty()) {
      dropped.add(path);
      return; // closed without an answer
    }
    if (path.startsWith("/redirect")) {
      exchange
          .getResponseHeaders()
          .set("Location", exchange.getRequestURI().getQuery().substring("to=".length()));
      exchange.sendResponseHeaders(302, -1);
      return;
    }
    if (path.startsWith("/with")) {
      answerWithHeaders(exchange, request);
      return;
    }
    if (path.startsWith("/session")) {
      answerInSession(exchange, request);
      return;
    }
    if (path.startsWith("/challenge")) {
      challenge(exchange, request);
      return;
    }
    int status = path.startsWith("/status/") ? Integer.parseInt(path.substring(8)) : 200;
    String user = request.user();
    byte[] body = (user == null ? "nobody" : user).getBytes(StandardCharsets.UTF_8);
    send(exchange, status, body);
  }

  /**
   * Answers a {@code HEAD} without a body: a server of the JDK's that is given one drops the
   * connection, which a client that kept it may notice too late.
   */
  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private void answerInSession(HttpExchange exchange, Received request) throws IOException {
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    String user = null;
    for (Map.Entry<String, String> session : sessions.entrySet()) {
      if (cookie != null && cookie.contains("session=" + session.getKey())) {
        user = session.getValue();
      }
    }
    if (user == null) {
      user = request.user() == null ? "nobody" : request.user();
      String id = UUID.randomUUID().toString();
      sessions.put(id, user);
      exchange.getResponseHeaders().add("Set-Cookie", "session=" + id + "; Path=/");
    }
    byte[] body = user.getBytes(StandardCharsets.UTF_8);
    send(exchange, 200, body);
  }

  private static void challenge(HttpExchange exchange, Received request) throws IOException {
    String authorization = request.authorization == null ? "" : request.authorization.get(0);
    String name = request.user() == null ? "nobody" : request.user();
    if (authorization.isEmpty()) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"orders\"");
    } else if (authorization.startsWith("Basic ")) {
      byte[] text = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      name = new String(text, StandardCharsets.UTF_8).split(":")[0];
    }
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    send(exchange, authorization.isEmpty() ? 401 : 200, body);
  }

  private static void answerWithHeaders(HttpExchange exchange, Received request)
      throws IOException {
    String user = request.user() == null ? "nobody" : request.user();
    Headers answer = exchange.getResponseHeaders();
    answer.set("X-User", user);
    Map<String, String> asked = asked(exchange.getRequestURI().getRawQuery());
    String tag = asked.get("ETag");
    if (tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      answer.set("ETag", tag);
      for (Map.Entry<String, String> header : asked.entrySet()) {
        if (header.getKey().startsWith("304-")) {
          answer.set(header.getKey().substring("304-".length()), header.getValue());
        }
      }
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    asked.keySet().removeIf(name -> name.startsWith("304-"));
    asked.forEach(answer::set);
    String location = asked.get("Location");
    if (location != null) {
      answer.set("Location", location + "/" + user);
    }
    byte[] body = user.getBytes(StandardCharsets.UTF_8);
    send(exchange, location == null ? 200 : 301, body);
  }

  private static Map<String, String> asked(@Nullable String query) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String each : query == null ? new String[0] : query.split("&")) {
      int equals = each.indexOf('=');
      asked.put(each.substring(0, equals), URLDecoder.decode(each.substring(equals + 1), "UTF-8"));
    }
    return asked;
  }

  private static void drain(HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[4096];
    while (exchange.getRequestBody().read(buffer) >= 0) {
      // thrown away
    }
  }
}
