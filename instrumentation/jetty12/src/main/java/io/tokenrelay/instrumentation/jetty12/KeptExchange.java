package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * A request's exchange, kept as an attribute of the server's request, which every servlet
 * environment exposes as its own. Each request has its own object.
 */
final class KeptExchange {
  private KeptExchange() {}

  /** Receives a request and keeps its exchange. */
  static Exchange of(Request request) {
    Exchange received = Relay.inbound().receive(new JettyRequest(request));
    if (!received.isOfNobody()) {
      request.setAttribute(Exchange.ATTRIBUTE, received);
      request.addHttpStreamWrapper(stream -> new Completed(stream, received));
    }
    Map<String, String> identity = received.identity();
    if (identity != null) {
      request.setAttribute(Exchange.IDENTITY_ATTRIBUTE, identity);
    }
    return received;
  }

  /** What was kept, or the exchange of requests that carry nothing and are not kept. */
  static Exchange find(Request request) {
    return Relay.kept(request.getAttribute(Exchange.ATTRIBUTE));
  }

  /** The server notifies it when the response has been sent, or has failed. */
  private static final class Completed extends HttpStream.Wrapper {
    private final Exchange exchange;

    Completed(HttpStream stream, Exchange exchange) {
      super(stream);
      this.exchange = exchange;
    }

    @Override
    public void succeeded() {
      exchange.completed();
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      exchange.completed();
      super.failed(failure);
    }
  }
}
