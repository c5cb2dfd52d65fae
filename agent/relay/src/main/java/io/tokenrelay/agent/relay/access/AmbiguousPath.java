package io.tokenrelay.agent.relay.access;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request whose path can be read in more than one way: the server maps the path that it has
 * decoded and normalised, a framework behind it may route by what the client sent, each by rules of
 * its own that the agent does not know. Such a path is never exempt, and must meet the rules for
 * every possible reading.
 *
 * <p>The readings do not come from a list of servers and frameworks: they are the results of
 * everything that any of them does to a path, applied in any order until nothing new appears. That
 * is valid as long as both paths go through the same segments. If they do not, as with dots, the
 * path may be read as any other: frameworks cut from one path what the server found in the other,
 * and the client controls what is left. Lives in the agent loader; used by {@code InboundRelay} and
 * {@link AccessRules}, on the request's thread.
 */
final class AmbiguousPath {
  /** More readings, or longer ones, are not worth the time: then all rules apply. */
  private static final int MOST_READINGS = 64;

  private static final int MOST_CHARACTERS = 32_768;

  private final Set<String> readings;

  private AmbiguousPath(Set<String> readings) {
    this.readings = readings;
  }

  /**
   * Null for a request whose path can be read in only one way, which is found without an
   * allocation.
   */
  static @Nullable AmbiguousPath of(ServerRequest request) {
    if (request.isGrpc()) {
      return null; // a method is found by its exact name, or not at all
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

  /** Whether it may be read as any path, or in more ways than are worth computing. */
  boolean mayBeAny() {
    return readings.isEmpty();
  }

  /** The readings of the path; empty when {@link #mayBeAny}. */
  Set<String> readings() {
    return readings;
  }

  /** Whether a path can be read in only one way, and the server read it so. */
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
   * Except for a slash at the end: containers add one to the root of an application, or remove it
   * (Liberty turns {@code /health} into {@code /health/}), which leads to the same place.
   */
  private static boolean isSame(String sent, int from, int to, String path) {
    int end = withoutLastSlash(sent, to);
    return end - from == withoutLastSlash(path, path.length())
        && sent.regionMatches(from, path, 0, end - from);
  }

  /** Where a plain path ends, without a slash at its end. */
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
