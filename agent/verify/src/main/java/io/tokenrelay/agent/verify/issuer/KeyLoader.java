package io.tokenrelay.agent.verify.issuer;

/**
 * Gets an issuer's keys from where they are, once. Slow: called by the issuer's own thread and by
 * the {@code check} command only.
 */
interface KeyLoader {
  LoadedKeys load() throws KeysNotLoadedException;

  static KeyLoader of(IssuerSettings issuer, KeyFetching fetching) {
    KeySource source = issuer.keySource();
    switch (source.kind()) {
      case DISCOVERY:
        return new DiscoveredKeys(issuer, new KeyDownload(fetching));
      case JWKS_URI:
        return new RemoteKeys(source.location(), issuer.algorithms(), new KeyDownload(fetching));
      default:
        return new KeyFile(source, issuer.algorithms(), fetching.maxBytes());
    }
  }
}
