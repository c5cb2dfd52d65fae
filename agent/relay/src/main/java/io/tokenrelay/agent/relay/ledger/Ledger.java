package io.tokenrelay.agent.relay.ledger;

import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What became of the token on every call, by destination, with the setting that would change it.
 * Keeps a bounded number of destinations, the first that were called; the rest is {@code other}.
 *
 * <p>Written on the application's threads, for each hop of a request with a token: neither blocks
 * nor allocates once a destination is known. Read by the exporters and the report.
 */
public final class Ledger implements Measured {
  /** All destinations beyond the bound, and those that have no name. */
  public static final String OTHER = "other";

  private static final Comparator<Entry> BY_DESTINATION =
      Comparator.comparing(Entry::destination)
          .thenComparing(Entry::outcome)
          .thenComparing(Entry::reason);

  private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();
  private final Account other = new Account(OTHER);
  private final LongAdder httpBytes = new LongAdder();
  private final LongAdder grpcBytes = new LongAdder();
  private final int bound;

  /**
   * @param bound how many destinations are told apart
   */
  public Ledger(int bound) {
    this.bound = bound;
  }

  /** A call got the token. */
  public void injected(@Nullable String destination, int headerBytes, boolean grpc) {
    account(destination).entry(Outcome.INJECTED, "").count();
    wrote(headerBytes, grpc);
  }

  /** A call got another header for its user, beside the token or instead of it. */
  public void wrote(int headerBytes, boolean grpc) {
    (grpc ? grpcBytes : httpBytes).add(headerBytes);
  }

  /** A call would have got the token. */
  public void rehearsed(@Nullable String destination) {
    account(destination).entry(Outcome.DRY_RUN, "").count();
  }

  /**
   * A call did not get the token.
   *
   * @param destination null if it has no name
   * @param reason one of a few constants in this code
   * @return the line, to be {@linkplain Entry#explain explained}
   */
  public Entry skipped(@Nullable String destination, String reason) {
    Entry entry = account(destination).entry(Outcome.SKIPPED, reason);
    entry.count();
    return entry;
  }

  /**
   * A call with our token was not accepted.
   *
   * @param status 401 or 403
   */
  public void refused(@Nullable String destination, int status) {
    account(destination).refused(status);
  }

  /** All lines so far, by destination. */
  public List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    for (Account account : all()) {
      account.addTo(all);
    }
    Collections.sort(all, BY_DESTINATION);
    return all;
  }

  /** How often each destination refused our token, if ever. */
  public Map<String, Long> refusals() {
    Map<String, Long> refusals = new TreeMap<>();
    accounts.forEach((destination, account) -> put(refusals, destination, account));
    put(refusals, OTHER, other);
    return refusals;
  }

  @Override
  public void measure(Measurements to) {
    for (Account account : all()) {
      account.measure(to);
    }
    to.count(Metric.OUTBOUND_TOKEN_IO, httpBytes.sum(), "http");
    to.count(Metric.OUTBOUND_TOKEN_IO, grpcBytes.sum(), "grpc");
  }

  private List<Account> all() {
    List<Account> all = new ArrayList<>(accounts.values());
    all.add(other);
    return all;
  }

  private Account account(@Nullable String destination) {
    if (destination == null) {
      return other;
    }
    Account account = accounts.get(destination);
    if (account == null) {
      account =
          accounts.size() < bound ? accounts.computeIfAbsent(destination, Account::new) : other;
    }
    return account;
  }

  private static void put(Map<String, Long> refusals, String destination, Account account) {
    if (account.refusals() > 0) {
      refusals.put(destination, account.refusals());
    }
  }
}
