package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set named by the issuer's OpenID configuration, which is read again after the keys could
 * not be loaded.
 */
final class DiscoveredKeys implements KeyLoader {
  private final IssuerSettings issuer;
  private final HttpFetch http;
  private @Nullable String jwksUri;

  DiscoveredKeys(IssuerSettings issuer, HttpFetch http) {
    this.issuer = issuer;
    this.http = http;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    String uri = jwksUri == null ? discover() : jwksUri;
    jwksUri = null;
    LoadedKeys loaded = new RemoteKeys(uri, issuer.algorithms(), http).load();
    jwksUri = uri;
    return loaded;
  }

  private String discover() throws KeysNotLoadedException {
    try {
      return DiscoveryDocument.of(issuer, http).uri("jwks_uri");
    } catch (NotFetchedException e) {
      throw new KeysNotLoadedException(String.valueOf(e.getMessage()));
    }
  }
}
