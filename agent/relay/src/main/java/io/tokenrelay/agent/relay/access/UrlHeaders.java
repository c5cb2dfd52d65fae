package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The header fields from which servers and frameworks assemble a request's URL, to extract the path
 * from it again: with {@code Host: x/admin?} some of them find {@code /admin} in {@code
 * http://x/admin?/health}. If one of them contains what ends a host, a scheme or a prefix, the path
 * may be read as any other.
 */
final class UrlHeaders {
  private static final String[] AUTHORITIES = {
    "Host", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto"
  };

  private UrlHeaders() {}

  static boolean arePlain(ServerRequest request) {
    for (String name : AUTHORITIES) {
      if (!isList(request.header(name))) {
        return false;
      }
    }
    return isForwarded(request.header("Forwarded"))
        && isPrefix(request.header("X-Forwarded-Prefix"));
  }

  private static boolean isList(@Nullable String value) {
    for (int i = 0; value != null && i < value.length(); i++) {
      char c = value.charAt(i);
      if (!HostName.isOfAuthority(c) && c != ' ' && c != '\t' && c < 128) {
        return false;
      }
    }
    return true;
  }

  /** RFC 7239: pairs, some of them quoted; those that name an origin contain no slash. */
  private static boolean isForwarded(@Nullable String value) {
    for (int i = 0; value != null && i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/' || c == '\\' || c == '?' || c == '#' || (c < ' ' && c != '\t')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrefix(@Nullable String value) {
    if (value == null) {
      return true;
    }
    String prefixes = value.replace(", ", ",");
    return Spelling.endOfPlain(prefixes, 0) == prefixes.length();
  }
}
