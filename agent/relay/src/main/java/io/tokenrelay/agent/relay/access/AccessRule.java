package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.token.ClaimSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a token must grant where the rule applies, as described in {@link RuleProperties}.
 * Immutable. Without paths it applies everywhere, without methods to all of them.
 */
public final class AccessRule {
  private static final PathPattern EVERYWHERE = PathPattern.of("/**");

  private final List<PathPattern> paths;
  private final Set<String> methods;
  private final Set<String> scopes;
  private final List<RequiredClaim> claims;

  /** No token meets it, because its requirements could not be read. */
  private final boolean closed;

  private AccessRule(Values values) {
    List<PathPattern> listed = values.list(RuleProperties.PATHS);
    this.paths = listed.isEmpty() ? Collections.singletonList(EVERYWHERE) : listed;
    this.methods = new HashSet<>(values.list(RuleProperties.METHODS));
    this.scopes =
        Collections.unmodifiableSet(new LinkedHashSet<>(values.list(RuleProperties.SCOPES)));
    this.claims = values.list(RuleProperties.CLAIMS);
    this.closed =
        values.isRefused(RuleProperties.SCOPES) || values.isRefused(RuleProperties.CLAIMS);
  }

  /** An unreadable value makes a rule stricter, never laxer. */
  public static AccessRule of(Values values) {
    return new AccessRule(values);
  }

  /**
   * Whether one of a rule's paths is exempt, so that the rule has no effect there.
   *
   * @param exempt the paths where nothing is rejected
   */
  public static boolean isAboutExemptPaths(Values rule, ExemptPaths exempt) {
    for (PathPattern path : rule.list(RuleProperties.PATHS)) {
      if (exempt.containAll(path)) {
        return true;
      }
    }
    return false;
  }

  List<PathPattern> paths() {
    return paths;
  }

  /** Whether it applies to some methods only. */
  boolean hasMethods() {
    return !methods.isEmpty();
  }

  /**
   * Upper or lower case, since a framework may ignore case; what applies to GET applies to HEAD.
   */
  boolean isAbout(String method) {
    if (methods.isEmpty() || methods.contains(method)) {
      return true;
    }
    String upper = method.toUpperCase(Locale.ROOT);
    return methods.contains(upper) || (upper.equals("HEAD") && methods.contains("GET"));
  }

  /** The scopes that it requires, in the order of the configuration. */
  Set<String> scopes() {
    return scopes;
  }

  boolean isMetBy(ClaimSet token) {
    if (closed || !token.scopes().containsAll(scopes)) {
      return false;
    }
    for (RequiredClaim claim : claims) {
      if (!claim.isIn(token)) {
        return false;
      }
    }
    return true;
  }
}
