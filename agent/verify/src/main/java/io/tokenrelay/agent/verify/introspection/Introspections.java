package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The introspection endpoints of the issuers that have one; created when the first is used. */
public final class Introspections {
  private final VerifierSettings settings;
  private final Counters counters;
  private final LongSupplier clock;
  private volatile @Nullable Map<String, Introspection> all;

  public Introspections(VerifierSettings settings, Counters counters, LongSupplier clock) {
    this.settings = settings;
    this.counters = counters;
    this.clock = clock;
  }

  /** Null when no introspection is configured for this issuer. */
  public @Nullable Introspection of(IssuerSettings issuer) {
    Map<String, Introspection> all = this.all;
    if (all == null) {
      synchronized (this) {
        all = this.all;
        if (all == null) {
          all = make();
          this.all = all;
        }
      }
    }
    return all.get(issuer.name());
  }

  private Map<String, Introspection> make() {
    Map<String, Introspection> all = new HashMap<>();
    for (IssuerSettings issuer : settings.issuers()) {
      IntrospectionAccess access = issuer.introspection();
      if (access != null && VerifierSettings.introspects(settings.values())) {
        all.put(
            issuer.name(),
            Introspection.of(
                issuer, access, settings.values(), settings.keyFetching().http(), counters, clock));
      }
    }
    return all;
  }
}
