package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.relay.RequiredClaim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is trusted of one issuer: where its keys are and what its tokens must say. Immutable. */
public final class IssuerSettings {
  /** Everything that can be allowed for an issuer with public keys, and the default. */
  public static final Set<String> PUBLIC_KEY_ALGORITHMS =
      set(
          Arrays.asList(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA", "Ed25519"));

  /** Everything that can be allowed for an issuer with a shared secret. */
  public static final Set<String> SECRET_ALGORITHMS = set(Arrays.asList("HS256", "HS384", "HS512"));

  private final String name;
  private final String uri;
  private final KeySource keySource;
  private final Set<String> algorithms;
  private final Set<String> audiences;
  private final Set<String> types;
  private final List<RequiredClaim> requiredClaims;
  private final Set<String> requiredScopes;
  private final @Nullable IntrospectionAccess introspection;
  private final Set<String> statusLists;
  private final Announced announced;

  private IssuerSettings(Builder builder) {
    this.name = builder.name;
    this.uri = builder.uri;
    this.keySource = builder.keySource;
    Set<String> possible = keySource.isSecret() ? SECRET_ALGORITHMS : PUBLIC_KEY_ALGORITHMS;
    Set<String> allowed = new LinkedHashSet<>(possible);
    if (!builder.algorithms.isEmpty()) {
      allowed.retainAll(builder.algorithms);
    }
    this.algorithms = Collections.unmodifiableSet(allowed);
    this.audiences = set(builder.audiences);
    this.types = set(builder.types);
    this.requiredClaims = Collections.unmodifiableList(builder.requiredClaims);
    this.requiredScopes = set(builder.requiredScopes);
    this.introspection = builder.introspection;
    this.statusLists = set(builder.statusLists);
    this.announced = builder.announced;
  }

  /**
   * @param name the name in the configuration and in every log line
   * @param uri the exact {@code iss} of its tokens
   */
  public static Builder issuer(String name, String uri) {
    return new Builder(name, uri);
  }

  /** The name in the configuration. */
  public String name() {
    return name;
  }

  /** The exact {@code iss} of its tokens. */
  public String uri() {
    return uri;
  }

  public KeySource keySource() {
    return keySource;
  }

  /** Never both public-key algorithms and HMAC: the key source decides which kind. */
  public Set<String> algorithms() {
    return algorithms;
  }

  /** One of them must be in {@code aud}; empty when {@code aud} is not checked. */
  public Set<String> audiences() {
    return audiences;
  }

  /** The only values of header {@code typ}, in lower case; empty for the usual ones. */
  public Set<String> types() {
    return types;
  }

  public List<RequiredClaim> requiredClaims() {
    return requiredClaims;
  }

  public Set<String> requiredScopes() {
    return requiredScopes;
  }

  /** How to ask it about a token; null when it is not asked. */
  public @Nullable IntrospectionAccess introspection() {
    return introspection;
  }

  /** Where its status lists may be, beside its own origin: beginnings of URLs. */
  public Set<String> statusLists() {
    return statusLists;
  }

  /** Who is told of the endpoints that it announces. */
  Announced announced() {
    return announced;
  }

  /** The full name of one of this issuer's properties, for messages. */
  public String property(String key) {
    if (!name.equals("default")) {
      return "tokenrelay.issuer." + name + "." + key;
    }
    return key.equals("uri") ? "tokenrelay.issuer" : "tokenrelay." + key;
  }

  /** The full name of the property that says where its keys are, for messages. */
  public String keyProperty() {
    return property(keySource.kind().property());
  }

  private static Set<String> set(Collection<String> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String name;
    private final String uri;
    private KeySource keySource = KeySource.discovery();
    private Collection<String> algorithms = Collections.emptySet();
    private Collection<String> audiences = Collections.emptySet();
    private Collection<String> types = Collections.emptySet();
    private List<RequiredClaim> requiredClaims = Collections.emptyList();
    private Collection<String> requiredScopes = Collections.emptySet();
    private @Nullable IntrospectionAccess introspection;
    private Collection<String> statusLists = Collections.emptySet();
    private Announced announced = Announced.TO_NOBODY;

    private Builder(String name, String uri) {
      this.name = name;
      this.uri = uri;
    }

    /** Who is told of the endpoints that the issuer announces. Default: nobody. */
    public Builder announced(Announced announced) {
      this.announced = announced;
      return this;
    }

    /** Default: discovery. */
    public Builder keySource(KeySource keySource) {
      this.keySource = keySource;
      return this;
    }

    /** Default, and for an empty list: every algorithm that the kind of key source allows. */
    public Builder algorithms(Collection<String> algorithms) {
      this.algorithms = algorithms;
      return this;
    }

    /** Default: none, {@code aud} is not checked. */
    public Builder audiences(Collection<String> audiences) {
      this.audiences = audiences;
      return this;
    }

    /**
     * The accepted values of header {@code typ}. Default, and for {@code any}: no {@code typ},
     * {@code JWT} and {@code at+jwt}.
     */
    public Builder types(Collection<String> types) {
      Set<String> lower = new LinkedHashSet<>();
      for (String type : types) {
        lower.add(type.toLowerCase(Locale.ROOT));
      }
      this.types = lower.contains("any") ? Collections.<String>emptySet() : lower;
      return this;
    }

    /**
     * Claims that must be there besides {@code exp}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder requiredClaims(Collection<String> requiredClaims) {
      List<RequiredClaim> claims = new ArrayList<>();
      for (String claim : requiredClaims) {
        claims.add(RequiredClaim.of(claim));
      }
      this.requiredClaims = claims;
      return this;
    }

    /** Scopes that must all be in {@code scope} or {@code scp}. */
    public Builder requiredScopes(Collection<String> requiredScopes) {
      this.requiredScopes = requiredScopes;
      return this;
    }

    /** Default: it is not asked about tokens. */
    public Builder introspection(@Nullable IntrospectionAccess introspection) {
      this.introspection = introspection;
      return this;
    }

    /** Beginnings of URLs where its status lists may be, beside its own origin. */
    public Builder statusLists(Collection<String> statusLists) {
      this.statusLists = statusLists;
      return this;
    }

    public IssuerSettings build() {
      return new IssuerSettings(this);
    }
  }
}
