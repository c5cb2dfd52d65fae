package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Reactor Netty 0.8 to 1.2, HTTP server. An event loop serves many requests at once: it carries a
 * request's token only while the handler is called and subscribed to.
 */
public final class ReactorNettyInstrumentation extends Instrumentation {
  public ReactorNettyInstrumentation() {
    super("reactornetty");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsOver() {
    return new String[] {"io.netty."};
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("reactor.netty.http.server.HttpServer$HttpServerHandle") // since 1.0
        .methods("onStateChange")
        .receives("RequestAdvice");
    weave
        .type("reactor.netty.http.server.HttpServerHandle") // 0.8 and 0.9
        .methods("onStateChange")
        .receives("RequestAdvice");
  }

  /** The server subscribes to the chain that a handler returns. */
  @Override
  public String[] tasksForRequests() {
    return new String[] {"reactor.netty.http.server."};
  }
}
