package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the requests by which a browser asks for permission (Fetch standard, "CORS-preflight
 * fetch"). They never have credentials, so they must be let in without a token; so only requests
 * that a browser could have sent count.
 */
public final class CorsPreflight {
  private CorsPreflight() {}

  public static boolean is(ServerRequest request) {
    return "OPTIONS".equals(request.method())
        && isOrigin(request.header("Origin"))
        && isToken(request.header("Access-Control-Request-Method"))
        && request.header("Authorization") == null
        && request.header("Cookie") == null
        && !hasBody(request)
        && !AmbiguousPath.is(request);
  }

  private static boolean hasBody(ServerRequest request) {
    String length = request.header("Content-Length");
    return (length != null && !length.equals("0")) || request.header("Transfer-Encoding") != null;
  }

  /**
   * A serialised origin: a scheme, a host, perhaps a port, and nothing more; or the text {@code
   * null}. Web views send just a scheme ({@code file://}).
   */
  private static boolean isOrigin(@Nullable String value) {
    if (value == null || value.equals("null")) {
      return value != null;
    }
    int host = value.indexOf("://") + 3;
    for (int i = host; i < value.length(); i++) {
      if (!HostName.isOfAuthority(value.charAt(i))) {
        return false;
      }
    }
    return host > 3 && isToken(value.substring(0, host - 3));
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(@Nullable String value) {
    for (int i = 0; value != null && i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return value != null && !value.isEmpty();
  }
}
