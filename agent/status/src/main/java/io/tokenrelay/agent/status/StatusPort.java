package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.relay.OwnThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /} with a page for people, and {@code GET /health}, {@code GET /ready}, {@code
 * GET /metrics} and {@code GET /status.json} on 127.0.0.1.
 *
 * <p>A bare socket and one daemon thread, rather than the JDK's HTTP server, which logs through
 * java.util.logging, to be set up by the application server, and is in a module that a trimmed
 * runtime may lack. The thread never waits for one caller: it polls all connections in turn, so
 * that silent ones hold up nobody. Each has two seconds, and their number is limited: the oldest
 * makes room for the newest.
 */
public final class StatusPort implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPort.class);
  private static final int MOST_CALLERS = 32;

  /** The answer to whoever asks for another. */
  private static final String PATHS =
      "{\"paths\": [\"/\", \"/health\", \"/ready\", \"/metrics\", \"/status.json\"]}\n";

  private static final String NOT_SCRAPED =
      "{\"error\": \"tokenrelay.metrics.exporter does not name prometheus\"}\n";

  /** The longest wait of a caller whose request comes later than its connection. */
  private static final int LOOK_MILLIS = 10;

  private final Status status;
  private final boolean scraped;
  private final ServerSocket server;
  private final Deque<StatusCall> calls = new ArrayDeque<>();
  private final OncePerMinute failures = new OncePerMinute();

  /** Whether a start would get the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(address(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private StatusPort(Status status, boolean scraped, ServerSocket server) {
    this.status = status;
    this.scraped = scraped;
    this.server = server;
  }

  /**
   * Opens the port and answers from a thread of its own.
   *
   * @param port 0 for any free one
   * @param scraped whether Prometheus may have the metrics
   */
  public static StatusPort open(int port, Status status, boolean scraped) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address(port), 16);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    StatusPort answering = new StatusPort(status, scraped, server);
    OwnThread.start("tokenrelay-status", answering);
    return answering;
  }

  /** The port that was opened. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void run() {
    while (!server.isClosed()) {
      try {
        accept();
        lookAtAll();
      } catch (IOException | RuntimeException e) {
        LOG.debug("status port: {}", e.toString());
      }
    }
    while (!calls.isEmpty()) {
      calls.removeFirst().close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Waits for the next caller: indefinitely if nobody is connected, otherwise only briefly. */
  private void accept() throws IOException {
    server.setSoTimeout(calls.isEmpty() ? 0 : LOOK_MILLIS);
    Socket socket;
    try {
      socket = server.accept();
    } catch (SocketTimeoutException nobodyElse) {
      return;
    }
    if (calls.size() == MOST_CALLERS) {
      calls.removeFirst().close();
    }
    calls.addLast(new StatusCall(socket));
  }

  private void lookAtAll() {
    for (Iterator<StatusCall> each = calls.iterator(); each.hasNext(); ) {
      StatusCall call = each.next();
      if (isOver(call)) {
        call.close();
        each.remove();
      }
    }
  }

  /** Answers a complete request, and gives up on one that is too slow or too long. */
  private boolean isOver(StatusCall call) {
    try {
      if (!call.isComplete()) {
        return call.isTooLate();
      }
      answer(call);
    } catch (IOException e) {
      LOG.debug("status port: {}", e.toString());
    } catch (RuntimeException | LinkageError e) { // this thread is the only one
      failed(call, e);
    }
    return true;
  }

  private void failed(StatusCall call, Throwable e) {
    if (failures.passes(System.currentTimeMillis())) {
      LOG.warn("the status port cannot answer: {}; please report this", e.toString());
    }
    try {
      call.respond("500 Internal Server Error", "{\"error\": \"see the agent's log\"}\n");
    } catch (IOException gone) {
      // Nobody to answer.
    }
  }

  private void scrape(StatusCall call) throws IOException {
    if (!scraped) {
      call.respond("404 Not Found", NOT_SCRAPED);
      return;
    }
    Prometheus prometheus = Prometheus.accepted(call.header("Accept"));
    call.respond("200 OK", prometheus.contentType(), prometheus.write(status));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void answer(StatusCall call) throws IOException {
    if (!call.isForThisMachine()) {
      call.respond("421 Misdirected Request", "{}\n");
      return;
    }
    switch (call.path()) {
      case "/health":
        call.respond("200 OK", StatusJson.health(status));
        break;
      case "/ready":
        List<String> unready = status.unready();
        call.respond(
            unready.isEmpty() ? "200 OK" : "503 Service Unavailable",
            StatusJson.ready(status, unready));
        break;
      case "/":
        call.respond("200 OK", "text/html; charset=utf-8", utf8(Page.of(status)));
        break;
      case "/status.json":
        call.respond("200 OK", StatusJson.status(status));
        break;
      case "/metrics":
        scrape(call);
        break;
      case "":
        call.respond("405 Method Not Allowed", "{}\n");
        break;
      default:
        call.respond("404 Not Found", PATHS);
    }
  }
}
