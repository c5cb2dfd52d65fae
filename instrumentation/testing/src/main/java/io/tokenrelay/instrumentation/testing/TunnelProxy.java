package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that opens tunnels to one port of this machine, and records what it is asked. */
public final class TunnelProxy extends LocalProxy {
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final int target;

  private TunnelProxy(int target) {
    this.target = target;
  }

  public static TunnelProxy to(int port) {
    TunnelProxy proxy = new TunnelProxy(port);
    proxy.begin();
    return proxy;
  }

  /** Request line and headers of each request for a tunnel, as received. */
  public Queue<String> heads() {
    return heads;
  }

  @Override
  void serve(Socket client) throws IOException {
    try (Socket server = new Socket(Downstream.FRIEND, target)) {
      heads.add(headFrom(client));
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      join(client, server);
    }
  }
}
