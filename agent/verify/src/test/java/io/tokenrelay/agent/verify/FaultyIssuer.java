package io.tokenrelay.agent.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider on a bare socket, so that every fault of a network can be made. */
final class FaultyIssuer implements AutoCloseable {
  /** What it does with a connection once a request has come. */
  enum Fault {
    /** Works. */
    NONE,
    STATUS_500,
    STATUS_429,
    /** A load balancer's page, with status 200. */
    HTML,
    EMPTY,
    NOT_HTTP,
    /** The connection breaks before the answer. */
    RESET,
    /** It breaks in the middle of it. */
    TRUNCATED,
    /** Nothing ever comes. */
    SILENT,
    /** The head comes a letter at a time, without end. */
    DRIPPING_HEAD,
    /** The body comes a letter at a time, without end. */
    DRIPPING_BODY,
    /** More than anyone wants. */
    ENDLESS,
    /** To another origin. */
    REDIRECT;

    /** Whether only a timeout ends an attempt. */
    boolean isEndless() {
      return this == SILENT || this == DRIPPING_HEAD || this == DRIPPING_BODY;
    }
  }

  final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault fault = Fault.NONE;
  private volatile String body;
  private volatile String head = "";

  FaultyIssuer(String body) {
    this.body = body;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String uri() {
    return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort() + "/";
  }

  void has(Fault fault) {
    this.fault = fault;
  }

  void publishes(String body) {
    this.body = body;
  }

  /** Lines of the head of each answer, such as {@code Date: ...}. */
  void says(String head) {
    this.head = head + "\r\n";
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> answer(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (Socket each = connection) {
      if (readRequest(each.getInputStream())) {
        requests.incrementAndGet();
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
          answer(each, each.getOutputStream());
        } finally {
          underWay.decrementAndGet();
        }
      }
    } catch (IOException e) {
      // the other side has given up
    }
  }

  private void answer(Socket connection, OutputStream out) throws IOException {
    switch (fault) {
      case NONE:
        send(out, "200 OK", body);
        break;
      case STATUS_500:
        send(out, "500 Oops", "sorry");
        break;
      case STATUS_429:
        send(out, "429 Too Many Requests", "");
        break;
      case HTML:
        send(out, "200 OK", "<html><body>maintenance</body></html>");
        break;
      case EMPTY:
        send(out, "200 OK", "");
        break;
      case NOT_HTTP:
        out.write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(ISO_8859_1));
        break;
      case RESET:
        connection.setSoLinger(true, 0);
        break;
      case TRUNCATED:
        out.write(message("200 OK", body).substring(0, 200).getBytes(ISO_8859_1));
        break;
      case SILENT:
        drip(out, "");
        break;
      case DRIPPING_HEAD:
        drip(out, "HTTP/1.1 200 OK\r\nX-Drip: ");
        break;
      case DRIPPING_BODY:
        drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        break;
      case ENDLESS:
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        for (byte[] chunk = new byte[65_536]; ; ) {
          out.write(chunk);
        }
      case REDIRECT:
        head = "Location: http://elsewhere.invalid/\r\n";
        send(out, "302 Found", "");
        head = "";
        break;
    }
  }

  private void drip(OutputStream out, String begin) throws IOException {
    out.write(begin.getBytes(ISO_8859_1));
    try {
      while (!closed.await(50, TimeUnit.MILLISECONDS)) {
        if (!begin.isEmpty()) {
          out.write(' ');
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream out, String status, String body) throws IOException {
    out.write(message(status, body).getBytes(ISO_8859_1));
  }

  private String message(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + head
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static boolean readRequest(InputStream in) throws IOException {
    int ends = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
      if (ends == 2) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
