package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The trusted issuers; each fetches its keys on a thread of its own. */
final class Issuers {
  private final Map<String, IssuerRules> byUri = new LinkedHashMap<>();
  private final boolean prefetches;

  /**
   * @param ticker milliseconds that never go back, for the age of keys
   */
  Issuers(VerifierSettings settings, LongSupplier ticker, IssuerKeys.Watcher watcher) {
    this.prefetches = settings.keyFetching().prefetch();
    for (IssuerSettings issuer : settings.issuers()) {
      IssuerKeys keys = IssuerKeys.of(issuer, settings.keyFetching(), ticker, watcher);
      byUri.put(issuer.uri(), new IssuerRules(issuer, new LifetimeRule(settings), keys));
    }
  }

  /** Null if it is not configured, and for null. */
  @Nullable IssuerRules of(@Nullable String uri) {
    return uri == null ? null : byUri.get(uri);
  }

  Collection<IssuerRules> all() {
    return byUri.values();
  }

  void start() {
    for (IssuerRules issuer : all()) {
      issuer.keys().start();
    }
  }

  void prefetch() {
    if (prefetches) {
      for (IssuerRules issuer : all()) {
        issuer.keys().prefetch();
      }
    }
  }

  void close() {
    for (IssuerRules issuer : all()) {
      issuer.keys().close();
    }
  }

  /** Makes the threads check the clock. */
  void wake() {
    for (IssuerRules issuer : all()) {
      issuer.keys().wake();
    }
  }
}
