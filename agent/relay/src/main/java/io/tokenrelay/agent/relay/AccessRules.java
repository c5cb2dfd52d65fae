package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All access rules together. For a request the rules with the most specific path hold, among them
 * those that name its method before those that name none; several that are equally specific hold
 * together. A path that a server and a framework might read differently is held to every rule, so
 * that no spelling of a path is a way around one.
 *
 * <p>Asked by the verifier what a token meets, and by the inbound side what a request needs.
 */
public final class AccessRules {
  public static final AccessRules NONE = new AccessRules(Collections.<AccessRule>emptyList());

  private final List<AccessRule> rules;
  private final List<Place> places = new ArrayList<>();

  private AccessRules(List<AccessRule> rules) {
    this.rules = new ArrayList<>(rules);
    for (int rule = 0; rule < rules.size(); rule++) {
      for (PathPattern path : rules.get(rule).paths()) {
        places.add(new Place(path, rules.get(rule), rule));
      }
    }
    Collections.sort(places, new MostSpecificFirst());
  }

  public static AccessRules of(List<AccessRule> rules) {
    return rules.isEmpty() ? NONE : new AccessRules(rules);
  }

  /** Which of the rules a token meets. */
  public Grants metBy(ClaimSet token) {
    if (rules.isEmpty()) {
      return Grants.NONE;
    }
    BitSet met = new BitSet(rules.size());
    for (int rule = 0; rule < rules.size(); rule++) {
      met.set(rule, rules.get(rule).isMetBy(token));
    }
    return Grants.of(met);
  }

  /**
   * The scopes of the rules that hold for a request and that its token does not meet, perhaps none;
   * null when it meets all of them.
   */
  @Nullable Set<String> unmet(ServerRequest request, Grants grants) {
    if (rules.isEmpty()) {
      return null;
    }
    String path = request.path();
    return PathPattern.isAmbiguous(path)
        ? unmetAnywhere(grants)
        : unmetAt(path, request.method(), grants);
  }

  private @Nullable Set<String> unmetAt(String path, String method, Grants grants) {
    Set<String> scopes = null;
    Place first = null;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (first != null && MostSpecificFirst.between(place, first) != 0) {
        return scopes;
      }
      if (place.rule.isAbout(method) && place.path.matches(path)) {
        first = place;
        scopes = with(scopes, place.rule, grants.include(place.number));
      }
    }
    return scopes;
  }

  private @Nullable Set<String> unmetAnywhere(Grants grants) {
    Set<String> scopes = null;
    for (int rule = 0; rule < rules.size(); rule++) {
      scopes = with(scopes, rules.get(rule), grants.include(rule));
    }
    return scopes;
  }

  private static @Nullable Set<String> with(
      @Nullable Set<String> scopes, AccessRule rule, boolean met) {
    if (met) {
      return scopes;
    }
    Set<String> all = scopes == null ? new LinkedHashSet<>() : scopes;
    all.addAll(rule.scopes());
    return all;
  }

  /** One path of one rule. */
  private static final class Place {
    private final PathPattern path;
    private final AccessRule rule;
    private final int number;

    Place(PathPattern path, AccessRule rule, int number) {
      this.path = path;
      this.rule = rule;
      this.number = number;
    }
  }

  private static final class MostSpecificFirst implements Comparator<Place> {
    static int between(Place one, Place other) {
      int byPath = other.path.rank().compareTo(one.path.rank());
      return byPath != 0 ? byPath : Boolean.compare(other.rule.hasMethods(), one.rule.hasMethods());
    }

    @Override
    public int compare(Place one, Place other) {
      return between(one, other);
    }
  }
}
