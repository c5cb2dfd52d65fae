package io.tokenrelay.agent.relay.access;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request whose path can be read in more than one way: the server maps what it has decoded and
 * normalised, a framework behind it routes by what the client sent, each by rules of its own, and
 * none of them tells us. Such a path is never exempt, and is held to the rules of everything that
 * it may be taken for.
 *
 * <p>What it may be taken for is not looked up in a list of servers and frameworks: it is whatever
 * comes out when what any of them does to a path is done to it, in any order, until nothing new
 * does. That holds as long as the two paths go through the same segments. Where they do not, as
 * with dots, the path may be taken for any: frameworks cut from the one path what the server has
 * found in the other, and a client can make what is left be whatever he likes. Lives in the agent
 * loader; asked by {@code InboundRelay} and {@link AccessRules}, on the request's thread.
 */
final class AmbiguousPath {
  /** More readings, or longer ones, are not worth the time: all rules hold then. */
  private static final int MOST_READINGS = 64;

  private static final int MOST_CHARACTERS = 32_768;

  private final Set<String> readings;

  private AmbiguousPath(Set<String> readings) {
    this.readings = readings;
  }

  /** Null for a request whose path can be read in one way, which is seen without an allocation. */
  static @Nullable AmbiguousPath of(ServerRequest request) {
    if (request.isGrpc()) {
      return null; // a method is found by its name as it is, or not at all
    }
    if (!UrlHeaders.arePlain(request)) {
      return new AmbiguousPath(Collections.<String>emptySet());
    }
    String target = request.target();
    String path = request.path();
    if (isPlain(target, path)) {
      return null;
    }
    Set<String> readings =
        target != null && path != null && areAlike(target, path)
            ? closure(target, path)
            : Collections.<String>emptySet();
    return new AmbiguousPath(readings);
  }

  static boolean is(ServerRequest request) {
    return !request.isGrpc()
        && !(UrlHeaders.arePlain(request) && isPlain(request.target(), request.path()));
  }

  /** Whether it may be taken for any path, or for more than is worth the time to find out. */
  boolean mayBeAny() {
    return readings.isEmpty();
  }

  /** What the path may be taken for; empty when {@link #mayBeAny}. */
  Set<String> readings() {
    return readings;
  }

  /** Whether a path is written so that everyone reads it alike, and the server did. */
  private static boolean isPlain(@Nullable String target, @Nullable String path) {
    if (target == null || path == null) {
      return false;
    }
    int from = Target.pathOf(target);
    int to = from < 0 ? -1 : Spelling.endOfPlain(target, from);
    if (to < 0) {
      return false;
    }
    if (to == from) { // an origin and nothing more
      return path.isEmpty() || path.equals("/");
    }
    int encoded = target.indexOf('%', from);
    if (encoded < 0 || encoded >= to) {
      return isSame(target, from, to, path);
    }
    String decoded = Percent.decode(target.substring(from, to));
    return isSame(decoded, 0, decoded.length(), path)
        && Spelling.endOfPlain(decoded, 0) == decoded.length();
  }

  /**
   * But for a slash at the end: containers give the root of an application one, or take it away
   * (Liberty makes {@code /health/} of {@code /health}), and that leads nowhere else.
   */
  private static boolean isSame(String sent, int from, int to, String path) {
    int end = withoutLastSlash(sent, to);
    return end - from == withoutLastSlash(path, path.length())
        && sent.regionMatches(from, path, 0, end - from);
  }

  /** Where a plain path ends; a slash alone is nothing. */
  private static int withoutLastSlash(String path, int end) {
    return end > 0 && path.charAt(end - 1) == '/' ? end - 1 : end;
  }

  /** Whether what the client sent and what the server made of it go through the same segments. */
  private static boolean areAlike(String target, String path) {
    int from = Target.pathOf(target);
    if (from < 0) {
      return false;
    }
    String sent = Target.pathFrom(target, from);
    String segments = Spelling.segmentsOf(path);
    return segments != null
        && (segments.equals(Spelling.segmentsOf(sent))
            || segments.equals(Spelling.segmentsOf(Percent.decodeAsLatin1(sent))));
  }

  private static Set<String> closure(String target, String path) {
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>();
    add(path, found, open);
    add(Target.pathFrom(target, Target.pathOf(target)), found, open);
    int characters = 0;
    while (!open.isEmpty()) {
      String reading = open.remove(open.size() - 1);
      characters += reading.length();
      if (found.size() > MOST_READINGS || characters > MOST_CHARACTERS) {
        return Collections.emptySet();
      }
      for (String habit : Spelling.habitsOn(reading)) {
        add(habit, found, open);
      }
    }
    return Collections.unmodifiableSet(found);
  }

  private static void add(String reading, Set<String> found, List<String> open) {
    String path = reading.startsWith("/") ? reading : '/' + reading;
    if (found.add(path)) {
      open.add(path);
    }
  }

  @Override
  public String toString() {
    return "a path with " + (mayBeAny() ? "any number of" : readings.size()) + " readings";
  }
}
