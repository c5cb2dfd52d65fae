package io.tokenrelay.agent.relay.ledger;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One line of the {@link Ledger}: calls to one destination with one outcome, for one reason. */
public final class Entry {
  private final String destination;
  private final Outcome outcome;
  private final String reason;
  private final LongAdder calls = new LongAdder();
  private final AtomicReference<@Nullable String> remedy = new AtomicReference<>();

  Entry(String destination, Outcome outcome, String reason) {
    this.destination = destination;
    this.outcome = outcome;
    this.reason = reason;
  }

  void count() {
    calls.increment();
  }

  /**
   * Says what would change it.
   *
   * @param setting a property and its value
   * @return whether nobody has said so before: then it is worth a line in the log
   */
  public boolean explain(String setting) {
    return remedy.compareAndSet(null, setting);
  }

  /** Whether it is said what would change it. */
  public boolean isExplained() {
    return remedy.get() != null;
  }

  /** Host in canonical spelling, with its port unless that is the scheme's default; or "other". */
  public String destination() {
    return destination;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Why, in the words of {@code docs/operations.md}; empty if the token was written. */
  public String reason() {
    return reason;
  }

  public long calls() {
    return calls.sum();
  }

  /** The setting that would change it; null if there is none, or nobody should. */
  public @Nullable String remedy() {
    return remedy.get();
  }
}
