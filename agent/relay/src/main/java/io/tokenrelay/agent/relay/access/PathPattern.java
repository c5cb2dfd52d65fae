package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths to which an access rule applies, compared segment by segment with a reading of the
 * request's path: {@code /orders} itself, {@code /orders/*} with one more segment, {@code
 * /orders/**} itself and everything below. A slash at the end of a path is ignored. gRPC methods
 * are written without a leading slash: {@code pkg.Service} stands for all methods of a service,
 * {@code pkg.Service/Method} for one. An HTTP path never matches a gRPC pattern or the reverse,
 * however it is spelt; only {@code /**} matches both.
 */
final class PathPattern {
  private static final String ONE = "*";
  private static final String REST = "**";

  private final String[] segments;
  private final boolean below;
  private final boolean grpc;
  private final String rank;

  private PathPattern(List<String> segments, boolean below, boolean grpc) {
    this.grpc = grpc;
    this.segments = segments.toArray(new String[0]);
    this.below = below;
    StringBuilder kinds = new StringBuilder();
    for (String segment : segments) {
      kinds.append(segment.equals(ONE) ? '2' : '3');
    }
    this.rank = kinds.append(below ? '0' : '1').toString();
  }

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  static final class OfProperty extends ListType<List<PathPattern>> {
    OfProperty() {
      super("a list of paths");
    }

    @Override
    protected List<PathPattern> of(List<String> elements) {
      List<PathPattern> patterns = new ArrayList<>(elements.size());
      for (String element : elements) {
        patterns.add(PathPattern.of(element));
      }
      return patterns;
    }
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static PathPattern of(String given) {
    String text = given.trim();
    boolean grpc = !text.startsWith("/");
    String path = grpc ? '/' + text + (text.indexOf('/') < 0 ? "/" + REST : "") : text;
    List<String> segments = segments(path);
    boolean below = !segments.isEmpty() && segments.get(segments.size() - 1).equals(REST);
    if (below) {
      segments.remove(segments.size() - 1);
    }
    boolean ambiguous = path.indexOf('%') >= 0 || Spelling.endOfPlain(path, 0) != path.length();
    if (text.isEmpty() || (grpc && !maybeMethod(text)) || ambiguous || !areUsable(segments)) {
      throw new IllegalArgumentException(
          "'"
              + given
              + "' is not a path: write it as in /orders, /orders/*, /orders/** or"
              + " pkg.Service/Method");
    }
    return new PathPattern(segments, below, grpc);
  }

  /**
   * Whether it may be a service or its method, rather than a path without its slash: a service is
   * in a package, or begins with a capital letter (Protocol Buffers style guide); {@code admin} has
   * most likely lost a slash. A star stands for all methods of a service in a package.
   */
  private static boolean maybeMethod(String text) {
    int slash = text.indexOf('/');
    int star = text.indexOf('*');
    int dot = text.indexOf('.');
    boolean inPackage = dot >= 0 && (slash < 0 || dot < slash);
    return slash == text.lastIndexOf('/')
        && (inPackage || (!text.isEmpty() && Character.isUpperCase(text.charAt(0))))
        && (star < 0
            || (star == text.length() - 1 && star == slash + 1 && dot >= 0 && dot < slash));
  }

  /** Whether it applies to gRPC calls, or to HTTP requests. */
  boolean isAbout(boolean grpc) {
    return this.grpc == grpc || (below && segments.length == 0);
  }

  boolean isGrpc() {
    return grpc;
  }

  /** The common beginning of all paths that it matches, up to the first star. */
  String certain() {
    StringBuilder certain = new StringBuilder();
    for (String segment : segments) {
      if (segment.equals(ONE)) {
        break;
      }
      certain.append('/').append(segment);
    }
    return certain.toString();
  }

  /** Whether it matches only one path. */
  boolean isLiteral() {
    return rank.indexOf('2') < 0 && !below;
  }

  boolean matches(String path) {
    return matches(path, false);
  }

  /**
   * Whether a framework that ignores case, or whatever follows a dot in the last segment, may match
   * the path.
   */
  boolean mayMatch(String path) {
    return matches(path, true);
  }

  private boolean matches(String path, boolean generous) {
    int at = 1;
    int end = end(path);
    for (String segment : segments) {
      if (at > end) {
        return false;
      }
      int slash = path.indexOf('/', at);
      int next = slash < 0 || slash > end ? end : slash;
      boolean found =
          segment.equals(ONE)
              ? next > at
              : generous ? mayBeAt(path, at, next, end, segment) : isAt(path, at, next, segment);
      if (!found) {
        return false;
      }
      at = next + 1;
    }
    return below || at > end;
  }

  /**
   * Of two patterns that match a path, the more specific one has the greater rank: segment by
   * segment from the left, a name ranks above a star, a star above the end, the end above two
   * stars.
   */
  String rank() {
    return rank;
  }

  private static boolean isAt(String path, int from, int to, String segment) {
    return to - from == segment.length() && path.startsWith(segment, from);
  }

  private static boolean mayBeAt(String path, int from, int to, int end, String segment) {
    int length = segment.length();
    return path.regionMatches(true, from, segment, 0, length)
        && (to - from == length
            || (to == end && to - from > length && path.charAt(from + length) == '.'));
  }

  /** Where the path ends, without a slash there; 0 for the root. */
  private static int end(String path) {
    int length = path.length();
    return length > 0 && path.charAt(length - 1) == '/' ? length - 1 : length;
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int end = end(path);
    for (int at = 1; at < end; ) {
      int slash = path.indexOf('/', at);
      int next = slash < 0 || slash > end ? end : slash;
      segments.add(path.substring(at, next));
      at = next + 1;
    }
    return segments;
  }

  private static boolean areUsable(List<String> segments) {
    for (String segment : segments) {
      boolean wild = segment.indexOf('*') >= 0 && !segment.equals(ONE);
      if (wild || segment.indexOf('{') >= 0 || segment.indexOf('?') >= 0) {
        return false;
      }
    }
    return true;
  }
}
