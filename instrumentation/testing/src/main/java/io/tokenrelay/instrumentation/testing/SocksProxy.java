package io.tokenrelay.instrumentation.testing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A SOCKS 5 proxy (RFC 1928) that connects everybody to one port of this machine. */
public final class SocksProxy implements Closeable {
  private final ServerSocket listening;
  private final int target;

  private SocksProxy(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(Downstream.FRIEND, 0));
    run(this::serve);
  }

  public static SocksProxy to(int port) {
    try {
      return new SocksProxy(port);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public int port() {
    return listening.getLocalPort();
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
    try (Socket server = new Socket(Downstream.FRIEND, target)) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readFully(new byte[in.readUnsignedByte()]); // the ways to log in
      client.getOutputStream().write(new byte[] {5, 0});
      in.readFully(new byte[3]);
      int kind = in.readUnsignedByte();
      in.readFully(new byte[(kind == 1 ? 4 : kind == 4 ? 16 : in.readUnsignedByte()) + 2]);
      client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
      run(() -> copy(server, client));
      copy(client, server);
    } catch (IOException gone) {
      // the client's loss
    }
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
    Thread thread = new Thread(work, "socks-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
