package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.relay.AccessRules;
import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.FailureLimit;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.TokenVerifier;
import io.tokenrelay.agent.verify.Caching;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.IntrospectingTokenVerifier;
import io.tokenrelay.agent.verify.VerifierSettings;
import io.tokenrelay.agent.verify.introspection.IntrospectionSettings;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyFetching;
import io.tokenrelay.agent.verify.issuer.KeySource;
import io.tokenrelay.agent.verify.revocation.RevocationSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the operator set, as verification wants to have it. */
final class Verification {
  private Verification() {}

  static VerifierSettings settings(Config config, AccessRules rules) {
    return settings(config, rules, FailureLimit.NONE, Announced.TO_NOBODY);
  }

  static VerifierSettings settings(
      Config config, AccessRules rules, FailureLimit failureLimit, Announced announced) {
    List<IssuerSettings> issuers = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      issuers.add(issuer(issuer, announced));
    }
    VerifierSettings.Builder settings = VerifierSettings.of(issuers);
    if (asks(config)) {
      settings.introspection(
          new IntrospectionSettings(
              config.get(Definitions.REVOCATION_CACHE_TTL),
              config.get(Definitions.INTROSPECTION_TIMEOUT),
              config.get(Definitions.INTROSPECTION_MAX_CONCURRENT)));
    }
    switch (config.get(Definitions.REVOCATION)) {
      case "introspection":
        settings.revocation(RevocationSettings.introspection());
        break;
      case "status-list":
        settings.revocation(
            RevocationSettings.statusLists(
                (int) (long) config.get(Definitions.STATUS_LIST_MAX_BYTES)));
        break;
      default:
    }
    return settings
        .introspectsOpaque(asksAboutOpaque(config))
        .introspectsJwts(asksAboutJwts(config))
        .clockSkew(config.get(Definitions.CLOCK_SKEW))
        .maxLifetime(config.get(Definitions.MAX_LIFETIME))
        .rejectsLongLived(config.get(Definitions.MAX_LIFETIME_ACTION).equals("reject"))
        .maxTokenBytes(config.get(InboundProperties.MAX_TOKEN_BYTES))
        .caching(caching(config))
        .failureLimit(failureLimit)
        .keyFetching(keyFetching(config))
        .rules(rules)
        .providerDirectory(config.values().find(Definitions.CRYPTO_PROVIDER_DIR))
        .build();
  }

  /** What requests are verified with, over the verifier by signature. */
  static TokenVerifier verifier(
      CachingTokenVerifier bySignature,
      Config config,
      VerifierSettings settings,
      Counters counters,
      LongSupplier clock) {
    return asksAboutOpaque(config) || asksAboutJwts(config)
        ? new IntrospectingTokenVerifier(bySignature, settings, counters, clock)
        : bySignature;
  }

  /** Whether issuers are asked about tokens, for whatever reason. */
  static boolean asks(Config config) {
    return asksAboutOpaque(config) || asksAboutEveryJwt(config);
  }

  /** Whether no JWT is trusted before its issuer has been asked. */
  static boolean asksAboutEveryJwt(Config config) {
    return asksAboutJwts(config) || config.get(Definitions.REVOCATION).equals("introspection");
  }

  private static boolean asksAboutOpaque(Config config) {
    return config.get(InboundProperties.CAPTURE_OPAQUE) == InboundPolicy.Opaque.INTROSPECT;
  }

  private static boolean asksAboutJwts(Config config) {
    return config.get(Definitions.VERIFICATION).equals("introspection");
  }

  private static IssuerSettings issuer(Issuer issuer, Announced announced) {
    return IssuerSettings.issuer(issuer.name(), issuer.uri())
        .keySource(keySource(issuer.values()))
        .algorithms(issuer.values().list(Definitions.ALGORITHMS))
        .audiences(issuer.values().list(Definitions.AUDIENCES))
        .types(issuer.values().list(Definitions.TYP))
        .requiredClaims(issuer.values().list(Definitions.REQUIRED_CLAIMS))
        .requiredScopes(issuer.values().list(Definitions.REQUIRED_SCOPES))
        .introspection(introspection(issuer.values()))
        .statusLists(issuer.values().list(Definitions.STATUS_LISTS))
        .announced(announced)
        .build();
  }

  /** Null where nothing is said of it: then the issuer is asked about nothing. */
  private static @Nullable IntrospectionAccess introspection(Values values) {
    URI uri = values.find(Definitions.INTROSPECTION_URI);
    String client = values.find(Definitions.INTROSPECTION_CLIENT_ID);
    return uri == null && client == null
        ? null
        : new IntrospectionAccess(
            uri == null ? null : uri.toString(),
            client,
            values.find(Definitions.INTROSPECTION_CLIENT_SECRET_FILE));
  }

  /** The configuration has seen to it that there is one at most. */
  private static KeySource keySource(Values values) {
    URI jwksUri = values.find(Definitions.JWKS_URI);
    String jwksFile = values.find(Definitions.JWKS_FILE);
    String publicKeyFile = values.find(Definitions.PUBLIC_KEY_FILE);
    String secretFile = values.find(Definitions.SECRET_FILE);
    if (jwksUri != null) {
      return KeySource.jwksUri(jwksUri.toString());
    }
    if (jwksFile != null) {
      return KeySource.jwksFile(jwksFile);
    }
    if (publicKeyFile != null) {
      return KeySource.publicKeyFile(publicKeyFile);
    }
    return secretFile == null ? KeySource.discovery() : KeySource.secretFile(secretFile);
  }

  private static Caching caching(Config config) {
    return Caching.builder()
        .maxBytes(config.get(Definitions.CACHE_MAX_BYTES))
        .maxTtl(config.get(Definitions.CACHE_MAX_TTL))
        .negativeTtl(config.get(Definitions.NEGATIVE_TTL))
        .negativeMaxEntries(config.get(Definitions.NEGATIVE_MAX_ENTRIES))
        .build();
  }

  private static KeyFetching keyFetching(Config config) {
    return KeyFetching.builder()
        .ttl(config.get(Definitions.JWKS_TTL))
        .ttlMin(config.get(Definitions.JWKS_TTL_MIN))
        .ttlMax(config.get(Definitions.JWKS_TTL_MAX))
        .refreshAhead(config.get(Definitions.REFRESH_AHEAD))
        .unknownKidInterval(config.get(Definitions.UNKNOWN_KID_INTERVAL))
        .staleMax(config.get(Definitions.STALE_MAX))
        .connectTimeout(config.get(Definitions.CONNECT_TIMEOUT))
        .readTimeout(config.get(Definitions.READ_TIMEOUT))
        .maxBytes((int) (long) config.get(Definitions.JWKS_MAX_BYTES))
        .proxy(config.values().find(Definitions.JWKS_PROXY))
        .trustStoreFile(config.values().find(Definitions.JWKS_TRUST_STORE_FILE))
        .clientCertFile(config.values().find(Definitions.JWKS_CLIENT_CERT_FILE))
        .prefetch(config.get(Definitions.PREFETCH))
        .build();
  }
}
