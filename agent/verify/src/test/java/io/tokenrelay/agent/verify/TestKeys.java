package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.net.URI;
import java.util.function.UnaryOperator;

/** Where a test's issuer has its keys. */
public final class TestKeys {
  final UnaryOperator<TestIssuer> setting;

  private TestKeys(UnaryOperator<TestIssuer> setting) {
    this.setting = setting;
  }

  public static TestKeys jwksUri(String uri) {
    return new TestKeys(issuer -> issuer.set(IssuerProperties.JWKS_URI, URI.create(uri)));
  }

  public static TestKeys jwksFile(String path) {
    return new TestKeys(issuer -> issuer.set(IssuerProperties.JWKS_FILE, path));
  }

  public static TestKeys publicKeyFile(String path) {
    return new TestKeys(issuer -> issuer.set(IssuerProperties.PUBLIC_KEY_FILE, path));
  }

  public static TestKeys secretFile(String path) {
    return new TestKeys(issuer -> issuer.set(IssuerProperties.SECRET_FILE, path));
  }
}
