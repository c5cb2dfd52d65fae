package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that records the head of each request and opens no tunnel: it answers 403. */
public final class RefusingProxy extends LocalProxy {
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();

  private RefusingProxy() {}

  public static RefusingProxy start() {
    RefusingProxy proxy = new RefusingProxy();
    proxy.begin();
    return proxy;
  }

  /** Request line and headers of each request, as received. */
  public Queue<String> heads() {
    return heads;
  }

  @Override
  void serve(Socket client) throws IOException {
    heads.add(headFrom(client));
    client
        .getOutputStream()
        .write(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
  }
}
