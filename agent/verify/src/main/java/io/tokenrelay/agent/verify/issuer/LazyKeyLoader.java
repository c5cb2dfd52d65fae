package io.tokenrelay.agent.verify.issuer;

import org.jspecify.annotations.Nullable;

/** Keeps the classes for fetching, including HTTP and TLS, out of premain. */
final class LazyKeyLoader implements KeyLoader {
  private final IssuerSettings issuer;
  private final KeyFetching fetching;
  private @Nullable KeyLoader loader;

  LazyKeyLoader(IssuerSettings issuer, KeyFetching fetching) {
    this.issuer = issuer;
    this.fetching = fetching;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    if (loader == null) {
      loader = KeyLoader.of(issuer, fetching);
    }
    return loader.load();
  }
}
