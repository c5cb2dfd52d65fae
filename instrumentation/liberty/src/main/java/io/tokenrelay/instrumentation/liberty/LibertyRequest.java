package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch of a request: what javax and jakarta share. Used only while the dispatch begins, on
 * its own thread.
 */
abstract class LibertyRequest implements ServerRequest {
  private static final Entrance<LibertyRequest> ENTRANCE =
      new Entrance<LibertyRequest>() {
        @Override
        protected Exchange exchange(LibertyRequest request) {
          return KeptExchange.of(request);
        }
      };

  /**
   * Begins the dispatch; returns the rejection sent instead of running the application, or null.
   */
  final @Nullable Rejection begin() {
    Rejection rejection = ENTRANCE.enter(this).rejection();
    if (rejection != null && !isCommitted()) {
      try {
        answer(rejection);
      } catch (IOException | RuntimeException clientGone) {
        // The application does not run either way.
      }
    }
    return rejection;
  }

  /** Leaves whatever was entered last. */
  static void end() {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
    }
  }

  /** Decoded, normalised and with the context path: what the container mapped. */
  @Override
  public final String path() {
    return text(contextPath()) + text(servletPath()) + text(pathInfo());
  }

  /** The container's own request object, without an application's wrappers. */
  abstract Object original();

  /** Whether the request comes from the client rather than from another of its dispatches. */
  abstract boolean isFirstDispatch();

  abstract void attribute(String name, Object value);

  abstract @Nullable String contextPath();

  abstract @Nullable String servletPath();

  abstract @Nullable String pathInfo();

  abstract boolean isCommitted();

  abstract void answer(Rejection rejection) throws IOException;

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }
}
