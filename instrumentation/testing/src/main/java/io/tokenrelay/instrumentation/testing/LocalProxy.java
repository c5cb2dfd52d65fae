package io.tokenrelay.instrumentation.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What the proxies share: each connection is served on a thread of its own. */
abstract class LocalProxy implements Closeable {
  private final ServerSocket listening;

  LocalProxy() {
    try {
      listening = new ServerSocket();
      listening.bind(new InetSocketAddress(Downstream.FRIEND, 0));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public final int port() {
    return listening.getLocalPort();
  }

  @Override
  public final void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Serves a connection, which is closed afterwards. */
  abstract void serve(Socket client) throws IOException;

  /** To be called when the proxy is made. */
  final void begin() {
    run(this::accept);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        run(() -> serveAndClose(client));
      } catch (IOException closed) {
        // the end of the test
      }
    }
  }

  private void serveAndClose(Socket client) {
    try (Socket closed = client) {
      serve(closed);
    } catch (IOException gone) {
      // the client's loss
    }
  }

  /** Request line and headers, as received. */
  static String headFrom(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  /** Lets the two speak with each other until they have done. */
  static void join(Socket client, Socket server) {
    run(() -> copy(server, client));
    copy(client, server);
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[4096];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // the other way ends, too
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "local-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
