package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Entrance;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch of a request to a servlet: what javax and jakarta share, which is everything but the
 * imports.
 */
abstract class Dispatch implements ServerRequest {
  private static final Entrance<Dispatch> ENTRANCE =
      new Entrance<Dispatch>() {
        @Override
        protected Exchange exchange(Dispatch dispatch) {
          return dispatch.receive();
        }
      };

  private final String prefix;

  /**
   * @param prefix {@code javax.servlet.} or {@code jakarta.servlet.}
   */
  Dispatch(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Whether this thread is already serving the request, through the container's own instrumentation
   * or an outer servlet. A request without a token has nothing in the attribute.
   */
  static boolean isInside(@Nullable Exchange current, @Nullable Object kept) {
    return current != null && (kept == current || (kept == null && current.snapshot() == null));
  }

  /** Begins the dispatch; returns what to send instead of running the servlet, or null. */
  final @Nullable Rejection begin(@Nullable Object kept) {
    Rejection rejection = enter(kept).rejection();
    if (rejection == null || isErrorDispatch()) {
      return null;
    }
    if (!isCommitted()) {
      try {
        answer(rejection);
      } catch (IOException | RuntimeException clientGone) {
        // The servlet does not run either way.
      }
    }
    return rejection;
  }

  /**
   * Ends the dispatch that began last on this thread. As far as can be seen from here, the
   * outermost one ends the request as well, unless that continues asynchronously.
   */
  static void end(boolean async) {
    Exchange exchange = Relay.exchange();
    if (exchange != null) {
      exchange.exit();
      if (!async && Relay.exchange() == null) {
        exchange.completed();
      }
    }
  }

  /** As the client sent it, even after a forward. */
  @Override
  public final String target() {
    Object original = attribute(prefix + "forward.request_uri");
    if (original == null) {
      original = attribute(prefix + "async.request_uri");
    }
    String uri = original == null ? requestUri() : original.toString();
    return uri == null ? path() : uri;
  }

  /** The server may have answered other requests before any filter or servlet. */
  @Override
  public final boolean isAtTheDoor() {
    return false;
  }

  /** The path that the client requested, decoded by the container, even after a forward. */
  @Override
  public final String path() {
    String original = path(prefix + "forward.");
    if (original == null) {
      original = path(prefix + "async.");
    }
    return original == null ? join(contextPath(), servletPath(), pathInfo()) : original;
  }

  abstract @Nullable Object attribute(String name);

  abstract void attribute(String name, Object value);

  abstract @Nullable String requestUri();

  abstract @Nullable String contextPath();

  abstract @Nullable String servletPath();

  abstract @Nullable String pathInfo();

  abstract boolean isCommitted();

  abstract void answer(Rejection rejection) throws IOException;

  private Exchange enter(@Nullable Object kept) {
    if (!(kept instanceof Exchange)) {
      return ENTRANCE.enter(this);
    }
    ((Exchange) kept).enter();
    return (Exchange) kept;
  }

  private Exchange receive() {
    Exchange exchange = Relay.inbound().receive(this);
    if (!exchange.isOfNobody() || header("Authorization") != null) {
      attribute(Exchange.ATTRIBUTE, exchange);
    }
    Map<String, String> identity = exchange.identity();
    if (identity != null) {
      attribute(Exchange.IDENTITY_ATTRIBUTE, identity);
    }
    return exchange;
  }

  private boolean isErrorDispatch() {
    return attribute(prefix + "error.status_code") != null;
  }

  private @Nullable String path(String dispatch) {
    Object servletPath = attribute(dispatch + "servlet_path");
    return servletPath == null
        ? null
        : join(
            attribute(dispatch + "context_path"), servletPath, attribute(dispatch + "path_info"));
  }

  private static String join(
      @Nullable Object contextPath, @Nullable Object servletPath, @Nullable Object pathInfo) {
    StringBuilder path = new StringBuilder();
    for (Object part : new Object[] {contextPath, servletPath, pathInfo}) {
      if (part != null) {
        path.append(part);
      }
    }
    return path.toString();
  }
}
