package io.tokenrelay.agent.config;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the known name that is closest to an unknown one. */
final class NearestName {
  private final Set<String> known;

  NearestName(Set<String> known) {
    this.known = known;
  }

  /** The nearest name, as the layer spells it; null if none is near. */
  @Nullable String to(String spelled, Layer layer) {
    if (!spelled.startsWith(layer.spelled(Property.PREFIX))) {
      int ours = spelled.indexOf('.' + Property.PREFIX) + 1;
      return ours > 0 ? to(spelled.substring(ours), layer) : nearestOfAll(spelled, layer);
    }
    int prefix = Property.PREFIX.length();
    String given = spelled.substring(prefix);
    String nearest = null;
    int least = 2 + given.length() / 5;
    for (String name : known) {
      String candidate = layer.spelled(name);
      int distance =
          candidate.endsWith(layer.spelled("." + given))
              ? 0
              : Distance.between(given, candidate.substring(prefix));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /**
   * The same if it is likely to be what was meant. Null if the parts that the two names do not
   * share differ by more than half: that is not a typing error.
   */
  @Nullable String likely(String spelled, Layer layer) {
    String nearest = to(spelled, layer);
    if (nearest == null) {
      return null;
    }
    String[] given = spelled.split("[._]", -1);
    String[] meant = nearest.split("[._]", -1);
    int most = Math.min(given.length, meant.length);
    int from = 0;
    while (from < most && given[from].equals(meant[from])) {
      from++;
    }
    int end = 0;
    while (end < most - from
        && given[given.length - 1 - end].equals(meant[meant.length - 1 - end])) {
      end++;
    }
    String one = String.join(".", Arrays.asList(given).subList(from, given.length - end));
    String other = String.join(".", Arrays.asList(meant).subList(from, meant.length - end));
    boolean isLonger = one.isEmpty() || other.isEmpty();
    return isLonger || Distance.between(one, other) * 2 <= Math.max(one.length(), other.length())
        ? nearest
        : null;
  }

  /** What a name without our prefix was meant to be, comparing only letters and digits. */
  private @Nullable String nearestOfAll(String spelled, Layer layer) {
    String given = Letters.plain(spelled);
    String nearest = null;
    int least = 2 + given.length() / 10;
    for (String name : known) {
      String whole = Letters.plain(name);
      int distance = Distance.between(given, whole);
      if (layer.source() == Source.FILE) {
        String bare = whole.substring(Letters.plain(Property.PREFIX).length());
        distance = Math.min(distance, Distance.between(given, bare));
      }
      if (distance < least) {
        least = distance;
        nearest = layer.spelled(name);
      }
    }
    return nearest;
  }
}
