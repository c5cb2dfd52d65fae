package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.HttpFetch;

/**
 * Loads an issuer's keys once. Slow: called only by the issuer's own thread and the {@code check}
 * command.
 */
interface KeyLoader {
  LoadedKeys load() throws KeysNotLoadedException;

  static KeyLoader of(IssuerSettings issuer, KeyFetching fetching) {
    KeySource source = issuer.keySource();
    switch (source.kind()) {
      case DISCOVERY:
        return new DiscoveredKeys(issuer, new HttpFetch(fetching.http()));
      case JWKS_URI:
        return new RemoteKeys(
            source.location(), issuer.algorithms(), new HttpFetch(fetching.http()));
      default:
        return new KeyFile(source, issuer.algorithms(), fetching.http().maxBytes());
    }
  }
}
