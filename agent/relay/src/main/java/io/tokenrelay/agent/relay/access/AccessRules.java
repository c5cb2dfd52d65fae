package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.relay.token.ClaimSet;
import io.tokenrelay.agent.relay.token.Grants;
import io.tokenrelay.agent.relay.token.Requirements;
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
 * All access rules. The rules with the most specific path apply to a request; among them, those
 * that name its method before those that name none; equally specific ones apply together. A path
 * that can be read in several ways must meet the rules for every reading, and any path those that
 * match when case and suffix are ignored, so that no spelling gets around a rule. A rule for
 * exactly this path, character by character, overrides the others.
 *
 * <p>The verifier asks which rules a token meets, the inbound side which rules a request must meet.
 */
public final class AccessRules implements Requirements {
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

  @Override
  public Grants metBy(ClaimSet token) {
    if (rules.isEmpty()) {
      return Grants.NONE;
    }
    BitSet met = new BitSet(rules.size());
    for (int rule = 0; rule < rules.size(); rule++) {
      met.set(rule, rules.get(rule).isMetBy(token));
    }
    return Grants.of(this, met);
  }

  @Override
  public boolean areJudgedIn(Grants grants) {
    return rules.isEmpty() || grants.areOf(this);
  }

  /**
   * The scopes of the rules that apply to a request but that its token does not meet, perhaps none;
   * null when it meets all of them.
   */
  public @Nullable Set<String> unmet(ServerRequest request, Grants grants) {
    if (rules.isEmpty()) {
      return null;
    }
    AmbiguousPath ambiguous = AmbiguousPath.of(request);
    if (ambiguous == null) {
      return unmetAt(request.path(), request, grants, null);
    }
    if (ambiguous.mayBeAny()) {
      return unmetAnywhere(grants);
    }
    Set<String> scopes = null;
    for (String reading : ambiguous.readings()) {
      scopes = unmetAt(reading, request, grants, scopes);
    }
    return scopes;
  }

  /** Whether a rule names the method of an HTTP request, and its path. */
  public boolean name(ServerRequest request) {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).rule.hasMethods() && holds(i, request.path(), request, true)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Set<String> unmetAt(
      String path, ServerRequest request, Grants grants, @Nullable Set<String> others) {
    int first = first(path, request, false);
    Set<String> scopes = unmetFrom(first, path, request, false, grants, others);
    if (request.isGrpc() || (first < places.size() && places.get(first).path.isLiteral())) {
      return scopes;
    }
    return unmetFrom(first(path, request, true), path, request, true, grants, scopes);
  }

  /** The index of the most specific rule for a path. */
  private int first(String path, ServerRequest request, boolean generously) {
    int first = 0;
    while (first < places.size() && !holds(first, path, request, generously)) {
      first++;
    }
    return first;
  }

  private @Nullable Set<String> unmetFrom(
      int first,
      String path,
      ServerRequest request,
      boolean generously,
      Grants grants,
      @Nullable Set<String> others) {
    Set<String> scopes = others;
    for (int i = first;
        i < places.size() && MostSpecificFirst.between(places.get(i), places.get(first)) == 0;
        i++) {
      if (holds(i, path, request, generously)) {
        scopes = with(scopes, places.get(i).rule, grants.include(this, places.get(i).number));
      }
    }
    return scopes;
  }

  private boolean holds(int number, String path, ServerRequest request, boolean generously) {
    Place place = places.get(number);
    return place.rule.isAbout(request.method())
        && place.path.isAbout(request.isGrpc())
        && (generously ? place.path.mayMatch(path) : place.path.matches(path));
  }

  private @Nullable Set<String> unmetAnywhere(Grants grants) {
    Set<String> scopes = null;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (place.path.isAbout(false)) {
        scopes = with(scopes, place.rule, grants.include(this, place.number));
      }
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
