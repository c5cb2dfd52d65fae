package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of which servers and frameworks put a request's URL together, to take the path
 * out of it again: with {@code Host: x/admin?} some of them find {@code /admin} in {@code
 * http://x/admin?/health}. Where one of them holds what ends a host, a scheme or a prefix, the path
 * may be taken for any.
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

  /** RFC 7239: pairs, some of them in quotes; a slash is part of none that tells an origin. */
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
