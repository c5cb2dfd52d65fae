package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one issuer: where its keys are and what its tokens must contain. Immutable. */
public final class IssuerSettings {
  /** All that can be allowed for an issuer with public keys; also the default. */
  public static final Set<String> PUBLIC_KEY_ALGORITHMS =
      set(
          Arrays.asList(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA", "Ed25519"));

  /** All that can be allowed for an issuer with a shared secret. */
  public static final Set<String> SECRET_ALGORITHMS = set(Arrays.asList("HS256", "HS384", "HS512"));

  private final Values values;
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

  private IssuerSettings(Values values, Announced announced) {
    this.values = values;
    this.uri = values.get(IssuerProperties.URI);
    this.keySource = KeySource.of(values);
    Set<String> allowed =
        new LinkedHashSet<>(keySource.isSecret() ? SECRET_ALGORITHMS : PUBLIC_KEY_ALGORITHMS);
    List<String> algorithms = values.list(IssuerProperties.ALGORITHMS);
    if (!algorithms.isEmpty()) {
      allowed.retainAll(algorithms);
    }
    this.algorithms = Collections.unmodifiableSet(allowed);
    this.audiences = set(values.list(IssuerProperties.AUDIENCES));
    this.types = types(values.list(IssuerProperties.TYP));
    this.requiredClaims = values.list(IssuerProperties.REQUIRED_CLAIMS);
    this.requiredScopes = set(values.list(IssuerProperties.REQUIRED_SCOPES));
    this.introspection = IntrospectionAccess.of(values);
    this.statusLists = set(values.list(IssuerProperties.STATUS_LISTS));
    this.announced = announced;
  }

  /**
   * @param values of this issuer
   * @param announced notified of the endpoints that the issuer announces
   */
  public static IssuerSettings of(Values values, Announced announced) {
    return new IssuerSettings(values, announced);
  }

  private static Set<String> types(List<String> types) {
    Set<String> lower = new LinkedHashSet<>();
    for (String type : types) {
      lower.add(type.toLowerCase(Locale.ROOT));
    }
    return lower.contains("any") ? Collections.<String>emptySet() : lower;
  }

  /** The name in the configuration. */
  public String name() {
    return values.name();
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

  /** Where its status lists may be, besides its own origin: URL prefixes. */
  public Set<String> statusLists() {
    return statusLists;
  }

  /** Notified of the endpoints that it announces. */
  Announced announced() {
    return announced;
  }

  /** The name that an operator would write for one of this issuer's properties, for messages. */
  public String property(Property<?> property) {
    return values.nameOf(property);
  }

  /** The same for the property that says where its keys are. */
  public String keyProperty() {
    return property(keySource.property());
  }

  private static Set<String> set(Collection<String> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }
}
