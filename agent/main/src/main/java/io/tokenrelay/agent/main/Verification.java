package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.IntrospectingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Verification, from the configuration. */
public final class Verification {
  private Verification() {}

  public static VerifierSettings settings(Config config) {
    return settings(config, Announced.TO_NOBODY);
  }

  static VerifierSettings settings(Config config, Announced announced) {
    List<IssuerSettings> issuers = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      issuers.add(IssuerSettings.of(issuer.values(), announced));
    }
    return new VerifierSettings(config.values(), issuers);
  }

  /** The verifier of requests, on top of the verifier by signature. */
  public static TokenVerifier verifier(
      CachingTokenVerifier bySignature,
      VerifierSettings settings,
      Counters counters,
      LongSupplier clock) {
    return settings.introspectsOpaque() || settings.introspectsJwts()
        ? new IntrospectingTokenVerifier(bySignature, settings, counters, clock)
        : bySignature;
  }
}
