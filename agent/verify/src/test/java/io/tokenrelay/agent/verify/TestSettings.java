package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.InboundPolicy.Opaque;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.verify.introspection.IntrospectionProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.time.Duration;
import java.util.Collection;

/** What a test's operator has set of verification. */
public final class TestSettings {
  private final Collection<IssuerSettings> issuers;
  private Values values = Values.defaults();

  private TestSettings(Collection<IssuerSettings> issuers) {
    this.issuers = issuers;
  }

  public static TestSettings of(Collection<IssuerSettings> issuers) {
    return new TestSettings(issuers);
  }

  /** These instead of the defaults; what is set one by one comes after. */
  public TestSettings with(Values values) {
    this.values = values;
    return this;
  }

  public <T> TestSettings set(Property<T> property, T value) {
    values = values.with(property, value);
    return this;
  }

  public TestSettings maxLifetime(Duration longest) {
    return set(VerificationProperties.MAX_LIFETIME, longest);
  }

  public TestSettings rejectsLongLived(boolean rejects) {
    return set(VerificationProperties.MAX_LIFETIME_ACTION, rejects ? "reject" : "warn");
  }

  public TestSettings introspection(Duration timeout, int maxConcurrent) {
    return set(IntrospectionProperties.TIMEOUT, timeout)
        .set(IntrospectionProperties.MAX_CONCURRENT, maxConcurrent);
  }

  public TestSettings introspectsOpaque() {
    return set(InboundProperties.CAPTURE_OPAQUE, Opaque.INTROSPECT);
  }

  public TestSettings introspectsJwts() {
    return set(VerificationProperties.VERIFICATION, "introspection");
  }

  public TestSettings revocation(String way) {
    return set(RevocationProperties.REVOCATION, way);
  }

  public VerifierSettings build() {
    return new VerifierSettings(values, issuers);
  }
}
