package io.tokenrelay.agent.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * Paths that an access rule is about, compared segment by segment with the path as the server
 * decoded it: {@code /orders} itself, {@code /orders/*} with one segment more, {@code /orders/**}
 * itself and all below. A gRPC method is a path as well: {@code pkg.Service} stands for all methods
 * of the service, {@code pkg.Service/Method} for one. A slash at the end of a path says nothing.
 */
final class PathPattern {
  private static final String ONE = "*";
  private static final String REST = "**";

  private final String[] segments;
  private final boolean below;
  private final String rank;

  private PathPattern(List<String> segments, boolean below) {
    this.segments = segments.toArray(new String[0]);
    this.below = below;
    StringBuilder kinds = new StringBuilder();
    for (String segment : segments) {
      kinds.append(segment.equals(ONE) ? '2' : '3');
    }
    this.rank = kinds.append(below ? '0' : '1').toString();
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
    if (text.isEmpty() || isAmbiguous(path) || !areUsable(segments)) {
      throw new IllegalArgumentException(
          "'"
              + given
              + "' is not a path: write it as in /orders, /orders/*, /orders/** or pkg.Service/Method");
    }
    return new PathPattern(segments, below);
  }

  boolean matches(String path) {
    int at = 1;
    int end = end(path);
    for (String segment : segments) {
      if (at > end) {
        return false;
      }
      int slash = path.indexOf('/', at);
      int next = slash < 0 || slash > end ? end : slash;
      if (next == at || !(segment.equals(ONE) || isAt(path, at, next, segment))) {
        return false;
      }
      at = next + 1;
    }
    return below || at > end;
  }

  /**
   * Of two patterns that both match a path, the greater text belongs to the more specific one:
   * segment by segment from the left a name, any one segment, the end, whatever follows.
   */
  String rank() {
    return rank;
  }

  /** Whether a server and a framework behind it might read the path differently. */
  static boolean isAmbiguous(String path) {
    if (!path.startsWith("/")) {
      return true;
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || c == ';' || c == '\\' || c == '%' || c == 127) {
        return true;
      }
      if (c == '/' && (path.startsWith("//", i) || isDots(path, i + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a segment {@code .} or {@code ..} begins here. */
  private static boolean isDots(String path, int from) {
    int end = path.startsWith("..", from) ? from + 2 : from + 1;
    return path.startsWith(".", from) && (end == path.length() || path.charAt(end) == '/');
  }

  private static boolean isAt(String path, int from, int to, String segment) {
    return to - from == segment.length() && path.startsWith(segment, from);
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
