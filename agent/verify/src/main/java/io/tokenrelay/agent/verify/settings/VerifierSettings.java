package io.tokenrelay.agent.verify.settings;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.InboundPolicy.Opaque;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyFetching;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The settings of verification: all issuers, and what several of its parts need. Immutable. What
 * only one part needs, it reads from {@link #values()} itself.
 */
public final class VerifierSettings {
  private final Values values;
  private final List<IssuerSettings> issuers;
  private final Duration clockSkew;
  private final int maxTokenBytes;
  private final KeyFetching keyFetching;
  private final boolean introspectsOpaque;
  private final boolean introspectsJwts;

  public VerifierSettings(Values values, Collection<IssuerSettings> issuers) {
    this.values = values;
    this.issuers = Collections.unmodifiableList(new ArrayList<>(issuers));
    this.clockSkew = values.get(VerificationProperties.CLOCK_SKEW);
    this.maxTokenBytes = values.get(InboundProperties.MAX_TOKEN_BYTES);
    this.keyFetching = KeyFetching.of(values);
    this.introspectsOpaque = introspectsOpaque(values);
    this.introspectsJwts = introspectsJwts(values);
  }

  /** Whether issuers are asked about tokens, for any reason. */
  public static boolean introspects(Values values) {
    return introspectsOpaque(values) || introspectsEveryJwt(values);
  }

  /** Whether every JWT is introspected before it is trusted. */
  public static boolean introspectsEveryJwt(Values values) {
    return introspectsJwts(values) || isRevokedBy("introspection", values);
  }

  /** Whether revoked tokens are found in this way. */
  public static boolean isRevokedBy(String way, Values values) {
    return values.get(RevocationProperties.REVOCATION).equals(way);
  }

  private static boolean introspectsOpaque(Values values) {
    return values.get(InboundProperties.CAPTURE_OPAQUE) == Opaque.INTROSPECT;
  }

  private static boolean introspectsJwts(Values values) {
    return values.get(VerificationProperties.VERIFICATION).equals("introspection");
  }

  public Values values() {
    return values;
  }

  public List<IssuerSettings> issuers() {
    return issuers;
  }

  public Duration clockSkew() {
    return clockSkew;
  }

  public int maxTokenBytes() {
    return maxTokenBytes;
  }

  public KeyFetching keyFetching() {
    return keyFetching;
  }

  /** Whether issuers are asked about tokens that are not JWTs. */
  public boolean introspectsOpaque() {
    return introspectsOpaque;
  }

  /** Whether issuers are asked about JWTs, instead of verifying their signatures. */
  public boolean introspectsJwts() {
    return introspectsJwts;
  }
}
