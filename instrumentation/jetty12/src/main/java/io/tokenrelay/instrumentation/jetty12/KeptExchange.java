package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.Map;
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
      request.addHttpStreamWrapper(stream -> new OwnStream(stream, received));
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
}
