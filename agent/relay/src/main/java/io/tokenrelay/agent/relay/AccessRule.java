package io.tokenrelay.agent.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a token must grant where the rule holds: {@code tokenrelay.enforce.rule.<name>.*}.
 * Immutable. Without paths it holds everywhere, without methods for all of them.
 */
public final class AccessRule {
  private static final PathPattern EVERYWHERE = PathPattern.of("/**");

  private final List<PathPattern> paths;
  private final Set<String> methods;
  private final Set<String> scopes;
  private final List<RequiredClaim> claims;
  private final boolean closed;

  private AccessRule(Builder builder) {
    this.paths =
        builder.paths.isEmpty()
            ? Collections.singletonList(EVERYWHERE)
            : new ArrayList<>(builder.paths);
    this.methods = new HashSet<>(builder.methods);
    this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(builder.scopes));
    this.claims = new ArrayList<>(builder.claims);
    this.closed = builder.closed;
  }

  public static Builder builder() {
    return new Builder();
  }

  List<PathPattern> paths() {
    return paths;
  }

  /** Whether it is about some methods only. */
  boolean hasMethods() {
    return !methods.isEmpty();
  }

  /** In any case, since a framework may read it so; what holds for GET holds for HEAD. */
  boolean isAbout(String method) {
    if (methods.isEmpty() || methods.contains(method)) {
      return true;
    }
    String upper = method.toUpperCase(Locale.ROOT);
    return methods.contains(upper) || (upper.equals("HEAD") && methods.contains("GET"));
  }

  /** The scopes that it asks for, in the order of the configuration. */
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

  /** Collects the settings. */
  public static final class Builder {
    private final List<PathPattern> paths = new ArrayList<>();
    private final Set<String> methods = new LinkedHashSet<>();
    private final Set<String> scopes = new LinkedHashSet<>();
    private final List<RequiredClaim> claims = new ArrayList<>();
    private boolean closed;

    private Builder() {}

    /**
     * {@code /path}, {@code /path/*}, {@code /path/**}, or a gRPC service or method.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder paths(Collection<String> paths) {
      List<PathPattern> patterns = new ArrayList<>();
      for (String path : paths) {
        patterns.add(PathPattern.of(path));
      }
      this.paths.addAll(patterns);
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder methods(Collection<String> methods) {
      Set<String> upper = new LinkedHashSet<>();
      for (String method : methods) {
        upper.add(HttpMethods.of(method));
      }
      this.methods.addAll(upper);
      return this;
    }

    /**
     * Scopes that must all be granted.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder requiredScopes(Collection<String> scopes) {
      for (String scope : scopes) {
        Scopes.check(scope);
      }
      this.scopes.addAll(scopes);
      return this;
    }

    /**
     * Claims that must all be there; see {@link RequiredClaim}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder requiredClaims(Collection<String> claims) {
      List<RequiredClaim> required = new ArrayList<>();
      for (String claim : claims) {
        required.add(RequiredClaim.of(claim));
      }
      this.claims.addAll(required);
      return this;
    }

    /** Met by no token: what it asks for could not be read. */
    public Builder closed() {
      this.closed = true;
      return this;
    }

    public AccessRule build() {
      return new AccessRule(this);
    }
  }
}
