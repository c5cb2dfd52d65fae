package io.tokenrelay.agent.relay.ledger;

import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** All lines of one destination, and how often it did not accept our token. */
final class Account {
  private final String destination;
  private final ConcurrentMap<String, Entry> skipped = new ConcurrentHashMap<>();
  private final Entry injected;
  private final Entry dryRun;
  private final LongAdder unauthorized = new LongAdder();
  private final LongAdder forbidden = new LongAdder();

  Account(String destination) {
    this.destination = destination;
    this.injected = new Entry(destination, Outcome.INJECTED, "");
    this.dryRun = new Entry(destination, Outcome.DRY_RUN, "");
  }

  /**
   * @param reason one of a few constants in this code
   */
  Entry entry(Outcome outcome, String reason) {
    switch (outcome) {
      case INJECTED:
        return injected;
      case DRY_RUN:
        return dryRun;
      default:
        Entry entry = skipped.get(reason);
        return entry != null
            ? entry
            : skipped.computeIfAbsent(
                reason, unseen -> new Entry(destination, Outcome.SKIPPED, unseen));
    }
  }

  void refused(int status) {
    (status == 403 ? forbidden : unauthorized).increment();
  }

  long refusals() {
    return unauthorized.sum() + forbidden.sum();
  }

  void addTo(Collection<Entry> all) {
    for (Entry entry : new Entry[] {injected, dryRun}) {
      if (entry.calls() > 0) {
        all.add(entry);
      }
    }
    all.addAll(skipped.values());
  }

  void measure(Measurements to) {
    measure(to, injected);
    measure(to, dryRun);
    for (Entry entry : skipped.values()) {
      measure(to, entry);
    }
    if (refusals() > 0 || isOther()) {
      to.count(Metric.OUTBOUND_REFUSALS, unauthorized.sum(), destination, "401");
      to.count(Metric.OUTBOUND_REFUSALS, forbidden.sum(), destination, "403");
    }
  }

  private void measure(Measurements to, Entry entry) {
    if (entry.calls() > 0 || isOther()) {
      to.count(
          Metric.OUTBOUND_CALLS,
          entry.calls(),
          destination,
          entry.outcome().word(),
          entry.reason());
    }
  }

  /** Its time series begin with nothing: so a metric is there before its first event. */
  private boolean isOther() {
    return destination.equals(Ledger.OTHER);
  }
}
