package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;

/** An issuer as a test's operator sets it. */
public final class TestIssuer {
  private Values values;
  private Announced announced = Announced.TO_NOBODY;

  private TestIssuer(Values values) {
    this.values = values;
  }

  public static TestIssuer issuer(String name, String uri) {
    return new TestIssuer(Values.of(name)).set(IssuerProperties.URI, uri);
  }

  public <T> TestIssuer set(Property<T> property, T value) {
    values = values.with(property, value);
    return this;
  }

  public TestIssuer keySource(TestKeys keys) {
    return keys.setting.apply(this);
  }

  public TestIssuer algorithms(Collection<String> algorithms) {
    return set(IssuerProperties.ALGORITHMS, new ArrayList<>(algorithms));
  }

  public TestIssuer audiences(Collection<String> audiences) {
    return set(IssuerProperties.AUDIENCES, new ArrayList<>(audiences));
  }

  public TestIssuer types(Collection<String> types) {
    return set(IssuerProperties.TYP, new ArrayList<>(types));
  }

  public TestIssuer requiredClaims(Collection<String> claims) {
    return set(
        IssuerProperties.REQUIRED_CLAIMS,
        IssuerProperties.REQUIRED_CLAIMS.parse(String.join(",", claims)));
  }

  public TestIssuer requiredScopes(Collection<String> scopes) {
    return set(IssuerProperties.REQUIRED_SCOPES, new ArrayList<>(scopes));
  }

  public TestIssuer statusLists(Collection<String> places) {
    return set(IssuerProperties.STATUS_LISTS, new ArrayList<>(places));
  }

  /** Asked there, as this client. */
  public TestIssuer introspection(String uri, String client) {
    return set(IssuerProperties.INTROSPECTION_URI, URI.create(uri))
        .set(IssuerProperties.INTROSPECTION_CLIENT_ID, client);
  }

  public TestIssuer announced(Announced announced) {
    this.announced = announced;
    return this;
  }

  public IssuerSettings build() {
    return IssuerSettings.of(values, announced);
  }
}
