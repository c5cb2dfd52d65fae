package io.tokenrelay.instrumentation.jdk;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that opens tunnels to one port of this machine, and records what it is asked. */
final class TunnelProxy implements Closeable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final int target;

  TunnelProxy(int target) throws IOException {
    this.target = target;
    run(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  Queue<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        run(() -> connect(client));
      } catch (IOException closed) {
        // the end of the test
      }
    }
  }

  private void connect(Socket client) {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      heads.add(head.toString());
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      run(() -> copy(server, client));
      copy(client, server);
    } catch (IOException gone) {
      // the client's loss
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // the other way ends, too
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "tunnel-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
