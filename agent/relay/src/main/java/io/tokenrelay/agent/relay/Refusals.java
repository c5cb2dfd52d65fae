package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each destination has answered 401 to a relayed token, a sign that a policy is wrong.
 * Counts a bounded number of destinations; the rest is {@code other}.
 */
final class Refusals {
  private static final String OTHER = "other";

  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder others = new LongAdder();
  private final int bound;

  Refusals(int bound) {
    this.bound = bound;
  }

  /** The name of a hop's target, here and in the log. */
  static String destination(Hop hop, RelayPolicy policy) {
    String name = Explanations.nameOf(hop, policy.destinations());
    return name == null ? OTHER : name;
  }

  void count(String destination) {
    LongAdder count = counts.get(destination);
    if (count == null && counts.size() < bound) {
      count = counts.computeIfAbsent(destination, unseen -> new LongAdder());
    }
    (count == null ? others : count).increment();
  }

  /** The counts so far, by destination. */
  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((destination, count) -> sums.put(destination, count.sum()));
    if (others.sum() > 0) {
      sums.put(OTHER, others.sum());
    }
    return sums;
  }
}
