package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.net.Calmly;
import io.tokenrelay.agent.relay.OwnThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, kept fresh by a daemon thread of its own: so there is one fetch at a
 * time, whatever the load, and a slow issuer holds up no other. The thread is started with the
 * agent, never by a request, so it inherits nothing from an application.
 *
 * <p>Requests read a volatile field. Only the very first fetch is ever waited for ({@link
 * #awaitFirst}).
 */
public final class IssuerKeys implements Runnable, Measured {
  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long MAX_BACKOFF_MILLIS = 60_000;
  private static final long NEVER = Long.MAX_VALUE;
  private static final String SUCCESS = "success";
  private static final String FAILURE = "failure";

  private final IssuerSettings issuer;
  private final KeyFetching fetching;
  private final KeyLoader loader;
  private final Counters counters;
  private final LongSupplier ticker;
  private final Watcher watcher;
  private final CountDownLatch firstAttempt = new CountDownLatch(1);
  private final Object lock = new Object();

  private volatile KeySet keys = KeySet.NONE;

  // Guarded by lock.
  private boolean wanted;
  private boolean loading;
  private boolean closed;
  private long nextLoadAt = NEVER;
  private long askedFor = NEVER;
  private @Nullable Long askedAt;
  private long loadsBegun;
  private long lastGoodLoad;
  private long lastGoodLoadAt;
  private boolean asked;
  private @Nullable Long lastAskedLoadAt;
  private final MissingKeyIds missing = new MissingKeyIds();
  private @Nullable Long firstLoadAt;
  private long good;
  private long failures;
  private long freshUntil;

  // Used by the thread alone.
  private long loadedAt;
  private long backoff = FIRST_BACKOFF_MILLIS;
  private long began;

  private IssuerKeys(
      IssuerSettings issuer,
      KeyFetching fetching,
      KeyLoader loader,
      Counters counters,
      LongSupplier ticker,
      Watcher watcher) {
    this.issuer = issuer;
    this.fetching = fetching;
    this.loader = loader;
    this.counters = counters;
    this.ticker = ticker;
    this.watcher = watcher;
  }

  /**
   * The keys of an issuer; nothing is fetched, and nothing that fetches is loaded, before {@link
   * #start}.
   *
   * @param ticker milliseconds that never go back
   */
  public static IssuerKeys of(
      IssuerSettings issuer,
      KeyFetching fetching,
      Counters counters,
      LongSupplier ticker,
      Watcher watcher) {
    KeyLoader loader = new LazyKeyLoader(issuer, fetching);
    return new IssuerKeys(issuer, fetching, loader, counters, ticker, watcher);
  }

  /** Notified, on the issuer's thread, when its keys change. */
  public interface Watcher {
    void loaded(IssuerSettings issuer, LoadedKeys loaded);

    /**
     * @param stale whether earlier keys are still in use
     */
    void failed(IssuerSettings issuer, KeysNotLoadedException problem, boolean stale);

    /** Keys are gone; what was verified with them must no longer be trusted. */
    void withdrawn();
  }

  public void start() {
    OwnThread.start("tokenrelay-keys-" + issuer.name(), this);
  }

  /** Fetches now, unless the first fetch has already begun. */
  public void prefetch() {
    synchronized (lock) {
      if (firstLoadAt == null) {
        wanted = true;
        lock.notifyAll();
      }
    }
  }

  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  /** The last good keys; empty when there have never been any, or they are too old. */
  public KeySet current() {
    return keys;
  }

  /** Requests newer keys, at most once per interval; does not wait for them. */
  public void refresh() {
    synchronized (lock) {
      ask(ticker.getAsLong());
    }
  }

  /**
   * Whether a key whose id is not among the current ones may still appear: then the token cannot be
   * judged now, and newer keys are requested. False once keys fetched since then have shown that
   * there is no such key; they are {@link #current} by then, and may have arrived while the caller
   * was looking at older ones. A fetch for the sake of one id settles all of them: so made-up ids,
   * however many, cause no more than one fetch per interval, and are answered as wrong.
   */
  public boolean mayStillCome(String keyId) {
    long now = ticker.getAsLong();
    synchronized (lock) {
      if (lastAskedLoadAt != null
          && now - lastAskedLoadAt < fetching.unknownKidInterval.toMillis()) {
        ask(now); // so a key published meanwhile is found at the next interval
        return false;
      }
      if (!missing.isProven(keyId, lastGoodLoad)) {
        missing.missAtLeast(keyId, loadsBegun);
      } else if (now - lastGoodLoadAt < fetching.unknownKidInterval.toMillis()) {
        return false;
      } else {
        missing.miss(keyId, loadsBegun);
      }
      ask(now);
      return true;
    }
  }

  /** Once closed, what is under way ends silently. */
  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Guarded by lock. */
  private void ask(long now) {
    if (!wanted && !loading && askedFor == NEVER) {
      askedFor =
          askedAt == null ? now : Math.max(now, askedAt + fetching.unknownKidInterval.toMillis());
      lock.notifyAll();
    }
  }

  /**
   * Waits for the very first fetch, at most as long as a read may take: all waiting requests go on
   * together, and no request ever waits again. So the first requests after a start are not lost,
   * and an issuer that is down delays them by two seconds once.
   */
  public void awaitFirst() {
    if (firstAttempt.getCount() == 0) {
      return;
    }
    long began;
    synchronized (lock) {
      if (firstLoadAt == null) {
        firstLoadAt = ticker.getAsLong();
      }
      began = firstLoadAt;
    }
    long left = began + fetching.http().readTimeout().toMillis() - ticker.getAsLong();
    if (left <= 0 || !Calmly.await(firstAttempt, left)) {
      firstAttempt.countDown();
    }
  }

  /** Makes the thread check the clock. */
  public void wake() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  @Override
  public void run() {
    while (awaitTurn()) {
      began = System.nanoTime();
      try {
        load();
      } catch (Throwable e) { // this thread is the issuer's only one
        failed(new KeysNotLoadedException("an error inside the agent: " + e));
      }
    }
  }

  /** Waits until it is time to load; false when closed. */
  private boolean awaitTurn() {
    synchronized (lock) {
      loading = false;
      long now;
      while (!closed && !wanted && (now = ticker.getAsLong()) < Math.min(nextLoadAt, askedFor)) {
        long left = Math.min(nextLoadAt, askedFor) - now;
        try {
          lock.wait(Math.max(1, Math.min(left, TimeUnit.HOURS.toMillis(1))));
        } catch (InterruptedException e) {
          return false;
        }
      }
      now = ticker.getAsLong();
      asked = askedFor <= now;
      if (asked) {
        askedAt = now;
      }
      wanted = false;
      askedFor = NEVER;
      loading = true;
      loadsBegun++;
      if (firstLoadAt == null) {
        firstLoadAt = now;
      }
      return !closed;
    }
  }

  private void load() {
    try {
      LoadedKeys loaded = loader.load();
      succeeded(loaded);
    } catch (KeysNotLoadedException e) {
      failed(e);
    }
  }

  private void succeeded(LoadedKeys loaded) {
    counters.took(Metric.KEY_FETCH_DURATION, began, issuer.name(), SUCCESS);
    loadedAt = ticker.getAsLong();
    backoff = FIRST_BACKOFF_MILLIS;
    KeySet older = keys;
    KeySet newer = loaded.keys().keepingFrom(older);
    replace(newer);
    synchronized (lock) { // after the new keys are visible: see mayStillCome
      for (String keyId : older.keyIdsNotIn(newer)) {
        missing.withdrawn(keyId);
      }
      good++;
      freshUntil = loadedAt + freshFor(loaded);
      lastGoodLoad = loadsBegun;
      lastGoodLoadAt = loadedAt;
      if (asked) {
        lastAskedLoadAt = loadedAt;
      }
    }
    done(loadedAt + refreshAfter(loaded));
    if (!isClosed()) {
      watcher.loaded(issuer, loaded);
    }
  }

  private void failed(KeysNotLoadedException problem) {
    counters.took(Metric.KEY_FETCH_DURATION, began, issuer.name(), FAILURE);
    long now = ticker.getAsLong();
    synchronized (lock) {
      failures++;
    }
    if (!keys.isEmpty() && now - loadedAt > fetching.staleMax.toMillis()) {
      replace(KeySet.NONE);
    }
    done(now + (long) (backoff * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    backoff = Math.min(backoff * 2, MAX_BACKOFF_MILLIS);
    if (!isClosed()) {
      watcher.failed(issuer, problem, !keys.isEmpty());
    }
  }

  private long refreshAfter(LoadedKeys loaded) {
    long fresh = freshFor(loaded);
    return issuer.keySource().isFile() ? fresh : (long) (fresh * fetching.refreshAhead);
  }

  private long freshFor(LoadedKeys loaded) {
    return issuer.keySource().isFile()
        ? TimeUnit.SECONDS.toMillis(KeyFile.POLL_SECONDS)
        : fetching.freshMillis(loaded.maxAgeSeconds());
  }

  @Override
  public void measure(Measurements to) {
    String name = issuer.name();
    long now = ticker.getAsLong();
    synchronized (lock) {
      to.count(Metric.KEY_FETCHES, good, name, SUCCESS);
      to.count(Metric.KEY_FETCHES, failures, name, FAILURE);
      if (good > 0) {
        to.value(Metric.KEY_AGE, (now - lastGoodLoadAt) / 1_000.0, name);
        to.value(Metric.KEY_STALENESS, Math.max(0, now - freshUntil) / 1_000.0, name);
      }
    }
    to.count(Metric.KEYS, keys.keys().size(), name);
  }

  private void replace(KeySet newer) {
    KeySet older = keys;
    keys = newer;
    if (older.withdrawAllBut(newer)) {
      watcher.withdrawn();
    }
  }

  private void done(long next) {
    synchronized (lock) {
      loading = false;
      nextLoadAt = next;
    }
    firstAttempt.countDown();
  }
}
