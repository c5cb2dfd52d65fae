package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.config.Values;
import io.tokenrelay.agent.verify.Caching;
import io.tokenrelay.agent.verify.VerifierSettings;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyFetching;
import io.tokenrelay.agent.verify.issuer.KeySource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the operator set, as verification wants to have it. */
final class Verification {
  private Verification() {}

  static VerifierSettings settings(Config config) {
    List<IssuerSettings> issuers = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      issuers.add(issuer(issuer));
    }
    return VerifierSettings.of(issuers)
        .clockSkew(config.get(Definitions.CLOCK_SKEW))
        .maxLifetime(config.get(Definitions.MAX_LIFETIME))
        .rejectsLongLived(config.get(Definitions.MAX_LIFETIME_ACTION).equals("reject"))
        .maxTokenBytes(config.get(Definitions.MAX_TOKEN_BYTES))
        .caching(caching(config))
        .keyFetching(keyFetching(config))
        .build();
  }

  private static IssuerSettings issuer(Issuer issuer) {
    return IssuerSettings.issuer(issuer.name(), issuer.uri())
        .keySource(keySource(issuer.values()))
        .algorithms(issuer.list(Definitions.ALGORITHMS))
        .audiences(issuer.list(Definitions.AUDIENCES))
        .types(issuer.list(Definitions.TYP))
        .requiredClaims(issuer.list(Definitions.REQUIRED_CLAIMS))
        .requiredScopes(issuer.list(Definitions.REQUIRED_SCOPES))
        .build();
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
