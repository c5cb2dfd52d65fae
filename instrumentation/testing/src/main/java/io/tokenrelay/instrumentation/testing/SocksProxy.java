package io.tokenrelay.instrumentation.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** A SOCKS 5 proxy (RFC 1928) that connects everybody to one port of this machine. */
public final class SocksProxy extends LocalProxy {
  private final int target;

  private SocksProxy(int target) {
    this.target = target;
  }

  public static SocksProxy to(int port) {
    SocksProxy proxy = new SocksProxy(port);
    proxy.begin();
    return proxy;
  }

  @Override
  void serve(Socket client) throws IOException {
    try (Socket server = new Socket(Downstream.FRIEND, target)) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readFully(new byte[in.readUnsignedByte()]); // the ways to log in
      client.getOutputStream().write(new byte[] {5, 0});
      in.readFully(new byte[3]);
      int kind = in.readUnsignedByte();
      in.readFully(new byte[(kind == 1 ? 4 : kind == 4 ? 16 : in.readUnsignedByte()) + 2]);
      client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
      join(client, server);
    }
  }
}
