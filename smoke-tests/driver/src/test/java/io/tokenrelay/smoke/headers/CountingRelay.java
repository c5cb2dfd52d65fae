package io.tokenrelay.smoke.headers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server, and counts the bytes that the client sends. */
final class CountingRelay implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();

  CountingRelay(int server) throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    daemon(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** What clients have sent so far. Counted before it is handed on, so before any answer. */
  long bytes() {
    return bytes.get();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      connections.incrementAndGet();
      Socket target = new Socket("127.0.0.1", server);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      daemon(() -> copy(client, target, bytes));
      daemon(() -> copy(target, client, new AtomicLong()));
    }
  }

  private static void copy(Socket from, Socket to, AtomicLong count) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        out.write(buffer, 0, read);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The test is over, or a side has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
