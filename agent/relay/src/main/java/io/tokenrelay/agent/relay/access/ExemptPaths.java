package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What is served without a token in every mode: {@code tokenrelay.capture.exclude-paths}. Paths
 * apply to HTTP only, services to gRPC only. Paths are compared character by character with the
 * path as the server decoded it; one that can be read in two ways is never exempt. A slash that the
 * server, not the client, has added to the root of an application is ignored.
 */
public final class ExemptPaths {
  private static final String BELOW = "/**";

  private final List<String> exact = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private final List<String> services = new ArrayList<>();

  /**
   * @param patterns {@code /path}, {@code /path/**} (itself and all below), or a gRPC service
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  ExemptPaths(List<String> patterns) {
    for (String given : patterns) {
      String pattern = given.trim();
      boolean service = !pattern.startsWith("/");
      boolean below = !service && pattern.endsWith(BELOW);
      String path = service ? '/' + pattern : pattern;
      path = below ? path.substring(0, path.length() - BELOW.length()) : path;
      if (path.length() < 2 || !isUnmistakable(path)) {
        throw new IllegalArgumentException(
            "'" + given + "' is not a path: write it as in /health or /actuator/health/**");
      }
      if (service && !isService(pattern)) {
        throw new IllegalArgumentException(
            "'"
                + given
                + "' is neither a path, which begins with a slash as in /health, nor a gRPC"
                + " service, which is named in full as in grpc.health.v1.Health");
      }
      (service ? services : below ? prefixes : exact).add(path);
    }
  }

  /** The type of a property that lists them. */
  public static ListType<ExemptPaths> list() {
    return new ListType<ExemptPaths>("a list of paths") {
      @Override
      protected ExemptPaths of(List<String> elements) {
        return new ExemptPaths(elements);
      }
    };
  }

  public boolean contain(ServerRequest request) {
    if (request.isGrpc()) {
      return areAbove(request.path(), services);
    }
    String path = request.path();
    return (exact.contains(path) || isRootOf(path, request) || areAbove(path, prefixes))
        && !AmbiguousPath.is(request);
  }

  /** Whether all that a rule's pattern matches is exempt, so that the rule has no effect. */
  boolean containAll(PathPattern pattern) {
    String certain = pattern.certain();
    return pattern.isGrpc()
        ? areAbove(certain, services)
        : areAbove(certain, prefixes) || (pattern.isLiteral() && exact.contains(certain));
  }

  /** Whether one of the paths was requested, and the server added the slash of its root. */
  private boolean isRootOf(String path, ServerRequest request) {
    int end = path.length() - 1;
    if (end < 1 || path.charAt(end) != '/') {
      return false;
    }
    for (int i = 0; i < exact.size(); i++) {
      if (exact.get(i).length() == end && path.startsWith(exact.get(i))) {
        String target = request.target();
        return target != null && !Target.endsInSlash(target);
      }
    }
    return false;
  }

  private static boolean areAbove(String path, List<String> prefixes) {
    for (int i = 0; i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      if (path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it may be a gRPC service rather than a path without its slash: a service without a
   * package begins with a capital letter (Protocol Buffers style guide).
   */
  private static boolean isService(String name) {
    return name.indexOf('/') < 0
        && (name.indexOf('.') > 0 || Character.isUpperCase(name.charAt(0)));
  }

  private static boolean isUnmistakable(String path) {
    return Spelling.endOfPlain(path, 0) == path.length()
        && path.indexOf('*') < 0
        && path.indexOf('%') < 0
        && path.indexOf(' ') < 0;
  }
}
