package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.token.ClaimSet;
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

  private static final String TRANSACTIONS = "txn-token";

  /** What each transaction token must have besides {@code aud} and {@code exp}. */
  private static final List<RequiredClaim> TRANSACTION_CLAIMS =
      Collections.unmodifiableList(
          Arrays.asList(RequiredClaim.of("txn"), RequiredClaim.of("sub"), RequiredClaim.of("iat")));

  private static final List<String> ORIGINAL_ISSUER =
      Collections.unmodifiableList(Arrays.asList("tctx", "iss"));

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
  private final boolean ofTransactions;

  private IssuerSettings(Values values, Announced announced, boolean ofTransactions) {
    this.values = values;
    this.ofTransactions = ofTransactions;
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
    return new IssuerSettings(values, announced, false);
  }

  /**
   * The trust domain, as the one issuer of transaction tokens: any {@code iss} is its, since a
   * transaction token need not have one.
   *
   * @param agent the properties of the agent as a whole
   */
  public static IssuerSettings ofTransactions(Values agent) {
    String trustDomain = String.valueOf(agent.find(TransactionProperties.TRUST_DOMAIN));
    Values values =
        Values.of(TRANSACTIONS)
            .with(IssuerProperties.URI, trustDomain)
            .with(IssuerProperties.AUDIENCES, Collections.singletonList(trustDomain))
            .with(IssuerProperties.REQUIRED_CLAIMS, TRANSACTION_CLAIMS);
    java.net.URI keys = agent.find(TransactionProperties.JWKS_URI);
    String file = agent.find(TransactionProperties.JWKS_FILE);
    String own = agent.find(TransactionProperties.SIGNING_KEY_FILE);
    if (keys != null) {
      values = values.with(IssuerProperties.JWKS_URI, keys);
    } else if (file != null) {
      values = values.with(IssuerProperties.JWKS_FILE, file);
    } else if (own != null) {
      values = values.with(TransactionProperties.SIGNING_KEY_FILE, own);
    }
    return new IssuerSettings(values, Announced.TO_NOBODY, true);
  }

  /**
   * The same issuer, whose tokens are for somebody else: nothing is asked of their audience, scopes
   * and claims.
   */
  public IssuerSettings forOthers() {
    Values others =
        values
            .with(IssuerProperties.AUDIENCES, Collections.<String>emptyList())
            .with(IssuerProperties.REQUIRED_CLAIMS, Collections.<RequiredClaim>emptyList())
            .with(IssuerProperties.REQUIRED_SCOPES, Collections.<String>emptyList());
    return new IssuerSettings(others, announced, ofTransactions);
  }

  /** Whether it is the trust domain, whose tokens are transaction tokens. */
  public boolean isOfTransactions() {
    return ofTransactions;
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

  /**
   * The issuer that says who the caller is: this one, or the one whose word a transaction token
   * passes on ({@code tctx.iss}). So a caller is the same by either token.
   */
  public String issuerOf(ClaimSet claims) {
    Object original = ofTransactions ? claims.find(ORIGINAL_ISSUER) : null;
    return original instanceof String && !((String) original).isEmpty() ? (String) original : uri;
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
    return ofTransactions ? transactionProperty(property) : values.nameOf(property);
  }

  private static String transactionProperty(Property<?> property) {
    if (property == IssuerProperties.JWKS_URI) {
      return TransactionProperties.JWKS_URI.fullName();
    }
    if (property == IssuerProperties.JWKS_FILE) {
      return TransactionProperties.JWKS_FILE.fullName();
    }
    return property == IssuerProperties.AUDIENCES || property == IssuerProperties.URI
        ? TransactionProperties.TRUST_DOMAIN.fullName()
        : property.fullName();
  }

  /** The same for the property that says where its keys are. */
  public String keyProperty() {
    return property(keySource.property());
  }

  private static Set<String> set(Collection<String> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }
}
