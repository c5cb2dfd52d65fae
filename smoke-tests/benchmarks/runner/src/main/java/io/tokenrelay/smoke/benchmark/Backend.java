package io.tokenrelay.smoke.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The service that is called: answers {@code ok} and counts the calls that bring a token. */
final class Backend implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1);

  private final ServerSocket server;
  private final LongAdder withToken = new LongAdder();

  Backend() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  long withToken() {
    return withToken.sum();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        thread(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      StringBuilder line = new StringBuilder(128);
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c != '\n') {
          line.append((char) c);
        } else if (line.length() > 1) {
          note(line);
          line.setLength(0);
        } else {
          line.setLength(0);
          socket.getOutputStream().write(ANSWER);
        }
      }
    } catch (IOException closed) {
      // The client is gone.
    }
  }

  private void note(StringBuilder line) {
    if (line.length() > 14
        && line.substring(0, 14).toLowerCase(Locale.ROOT).equals("authorization:")) {
      withToken.increment();
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "backend");
    thread.setDaemon(true);
    thread.start();
  }
}
