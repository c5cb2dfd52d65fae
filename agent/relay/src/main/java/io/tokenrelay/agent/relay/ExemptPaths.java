package io.tokenrelay.agent.relay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Paths that are served without a token in every mode: {@code tokenrelay.capture.exclude-paths}.
 * Compared segment by segment with the path as the server decoded it; a path that a server and a
 * framework might read differently is never exempt.
 */
final class ExemptPaths {
  static final List<String> DEFAULT =
      Collections.unmodifiableList(
          Arrays.asList(
              "/health",
              "/healthz",
              "/livez",
              "/readyz",
              "/actuator/health/**",
              "grpc.health.v1.Health"));

  private static final String BELOW = "/**";

  private final List<String> exact = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();

  /**
   * @param patterns {@code /path}, {@code /path/**} (itself and all below), or a gRPC service
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  ExemptPaths(List<String> patterns) {
    for (String given : patterns) {
      String pattern = given.trim();
      boolean service = !pattern.startsWith("/");
      boolean below = service || pattern.endsWith(BELOW);
      String path = service ? '/' + pattern : pattern;
      path = !service && below ? path.substring(0, path.length() - BELOW.length()) : path;
      if (path.length() < 2 || path.indexOf('*') >= 0 || !isUnmistakable(path)) {
        throw new IllegalArgumentException(
            "'" + given + "' is not a path: write it as in /health or /actuator/health/**");
      }
      (below ? prefixes : exact).add(path);
    }
  }

  boolean contain(String path) {
    if (exact.contains(path)) {
      return true;
    }
    for (String prefix : prefixes) {
      if (path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')
          && isUnmistakable(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnmistakable(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == ';' || c == '\\' || c == '%' || c == 127) {
        return false;
      }
    }
    return !path.contains("//") && !path.contains("/./") && !path.contains("..");
  }
}
