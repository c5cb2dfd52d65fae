package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.OwnThread;
import io.tokenrelay.agent.verify.http.Answer;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.HttpSettings;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status lists of one issuer, fetched and kept fresh by one daemon thread, which is started by
 * the thread of the issuer's keys, so that it inherits nothing from an application. Lists are
 * fetched only from where the operator allows, whatever a token says; at most 64, and only while
 * they are in use.
 */
public final class StatusLists implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(StatusLists.class);
  private static final TokenStatus UNKNOWN = now -> TokenStatus.Standing.UNKNOWN;
  private static final int MAX_LISTS = 64;
  private static final long DEFAULT_TTL = TimeUnit.MINUTES.toMillis(5);
  private static final long MIN_TTL = TimeUnit.SECONDS.toMillis(10);
  private static final long MAX_TTL = TimeUnit.HOURS.toMillis(24);
  private static final long UNUSED = TimeUnit.HOURS.toMillis(1);

  private final IssuerSettings issuer;
  private final AllowedPlaces places;
  private final HttpFetch http;
  private final long patience;
  private final int maxBytes;
  private final Signatures signatures;
  private final Counters counters;
  private final LongSupplier clock;

  // Guarded by itself.
  private final Map<String, StatusList> lists = new HashMap<>();
  private boolean started;
  private boolean closed;
  private boolean logged;

  /** When the fetch began; used by the thread alone. */
  private long began;

  /**
   * @param signatures verifies what this issuer has signed
   * @param clock milliseconds since the epoch
   */
  public StatusLists(
      IssuerSettings issuer,
      HttpSettings http,
      Values values,
      Signatures signatures,
      Counters counters,
      LongSupplier clock) {
    this.issuer = issuer;
    this.places = AllowedPlaces.of(issuer);
    this.maxBytes = (int) (long) values.get(RevocationProperties.STATUS_LIST_MAX_BYTES);
    this.http =
        new HttpFetch(http.withMaxBytes(maxBytes, RevocationProperties.STATUS_LIST_MAX_BYTES));
    this.patience = http.readTimeout().toMillis();
    this.signatures = signatures;
    this.counters = counters;
    this.clock = clock;
  }

  /** Starts fetching, once. Not to be called by a request. */
  public void start() {
    synchronized (lists) {
      if (started) {
        return;
      }
      started = true;
    }
    OwnThread.start("tokenrelay-status-" + issuer.name(), this);
  }

  /** Ends the thread. */
  public void close() {
    synchronized (lists) {
      closed = true;
      lists.notifyAll();
    }
  }

  /** Makes the thread check the clock. */
  public void wake() {
    synchronized (lists) {
      lists.notifyAll();
    }
  }

  /**
   * The status of a token, from the list that it names; waits for a list that is new. Null when it
   * names none.
   *
   * @param payload the payload of a token that this issuer has signed
   */
  public @Nullable TokenStatus statusOf(String payload) throws MalformedStatusException {
    StatusClaim claim = StatusClaim.in(payload);
    if (claim == null) {
      return null;
    }
    StatusList list = list(claim.uri());
    if (list == null) {
      return UNKNOWN;
    }
    list.awaitFirst(patience);
    long now = clock.getAsLong();
    if (list.mayHaveGrown(claim.index(), now)) {
      list.fetchAt(now);
      wake();
    }
    return list.entry(claim.index());
  }

  private @Nullable StatusList list(String uri) {
    boolean allowed = places.contain(uri);
    synchronized (lists) {
      StatusList list = lists.get(uri);
      if (list == null && allowed && lists.size() < MAX_LISTS) {
        list = new StatusList(uri, clock.getAsLong());
        lists.put(uri, list);
        lists.notifyAll();
      }
      if (list == null && !logged) {
        logged = true;
        log.warn(
            "issuer {}: tokens that name the status list {} cannot be verified: {}",
            issuer.name(),
            NotFetchedException.printable(uri),
            allowed
                ? "there are too many lists"
                : "it is not at any of the places in "
                    + issuer.property(IssuerProperties.STATUS_LISTS));
      }
      return list;
    }
  }

  @Override
  public void run() {
    for (StatusList list = next(); list != null; list = next()) {
      began = System.nanoTime();
      try {
        fetch(list);
      } catch (Throwable e) { // this is the issuer's only thread
        failed(list, "an error inside the agent: " + e);
      }
    }
  }

  /** Waits until a list is due; null when closed. */
  private @Nullable StatusList next() {
    synchronized (lists) {
      while (!closed) {
        long now = clock.getAsLong();
        StatusList next = null;
        for (Iterator<StatusList> all = lists.values().iterator(); all.hasNext(); ) {
          StatusList each = all.next();
          if (now - each.usedAt() > UNUSED) {
            all.remove();
          } else if (next == null || each.nextAt() < next.nextAt()) {
            next = each;
          }
        }
        long left = next == null ? UNUSED : next.nextAt() - now;
        if (next != null && left <= 0) {
          return next;
        }
        try {
          lists.wait(Math.min(left, UNUSED));
        } catch (InterruptedException e) {
          return null;
        }
      }
      return null;
    }
  }

  private void fetch(StatusList list) {
    try {
      Answer answer = http.get(list.uri(), "application/statuslist+jwt");
      long now = clock.getAsLong();
      StatusListToken token =
          StatusListToken.read(
              answer.text().trim(), list.uri(), issuer.uri(), signatures, maxBytes, now);
      if (!list.isOutdatedBy(token)) {
        throw new NotFetchedException("the status list is older than the one before");
      }
      long said = token.ttl() < 0 ? answer.maxAgeSeconds() * 1_000 : token.ttl();
      long ttl = said < 0 ? DEFAULT_TTL : Math.max(MIN_TTL, Math.min(MAX_TTL, said));
      counters.took(Metric.STATUS_LIST_FETCH_DURATION, began, "success");
      counters.count(Event.STATUS_LIST_FETCHED);
      list.succeeded(token, ttl, now);
    } catch (NotFetchedException e) {
      failed(list, String.valueOf(e.getMessage()));
    }
  }

  private void failed(StatusList list, String problem) {
    counters.took(Metric.STATUS_LIST_FETCH_DURATION, began, "failure");
    counters.count(Event.STATUS_LIST_FAILED);
    if (list.failed(clock.getAsLong())) {
      log.warn("issuer {}: no status list {}: {}", issuer.name(), list.uri(), problem);
    }
  }
}
