package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The trusted issuers; each fetches its keys on a thread of its own. */
public final class Issuers implements Measured {
  private final Map<String, IssuerRules> byUri = new LinkedHashMap<>();
  private final boolean prefetches;

  /** The issuer of whatever token; null if each is known by its {@code iss}. */
  private final @Nullable IssuerRules only;

  /**
   * @param ticker milliseconds that never go back, for the age of keys
   */
  public Issuers(
      VerifierSettings settings,
      Counters counters,
      LongSupplier ticker,
      IssuerKeys.Watcher watcher) {
    this.prefetches = settings.keyFetching().prefetch();
    IssuerRules only = null;
    for (IssuerSettings issuer : settings.issuers()) {
      IssuerKeys keys = IssuerKeys.of(issuer, settings.keyFetching(), counters, ticker, watcher);
      IssuerRules rules = new IssuerRules(issuer, new LifetimeRule(settings), keys);
      byUri.put(issuer.uri(), rules);
      only = issuer.isOfTransactions() ? rules : only;
    }
    this.only = only;
  }

  /** The issuer that {@code iss} names; null if it is not configured. */
  public @Nullable IssuerRules of(@Nullable String uri) {
    if (only != null) {
      return only;
    }
    return uri == null ? null : byUri.get(uri);
  }

  public Collection<IssuerRules> all() {
    return byUri.values();
  }

  /** The names of those that have no keys now. */
  public List<String> withoutKeys() {
    List<String> names = new ArrayList<>();
    for (IssuerRules issuer : all()) {
      if (issuer.keys().current().isEmpty()) {
        names.add(issuer.settings().name());
      }
    }
    return names;
  }

  public void start() {
    for (IssuerRules issuer : all()) {
      issuer.keys().start();
    }
  }

  public void prefetch() {
    if (prefetches) {
      for (IssuerRules issuer : all()) {
        issuer.keys().prefetch();
      }
    }
  }

  public void close() {
    for (IssuerRules issuer : all()) {
      issuer.keys().close();
    }
  }

  @Override
  public void measure(Measurements to) {
    for (IssuerRules issuer : all()) {
      issuer.keys().measure(to);
    }
  }

  /** Makes the threads check the clock. */
  public void wake() {
    for (IssuerRules issuer : all()) {
      issuer.keys().wake();
    }
  }
}
