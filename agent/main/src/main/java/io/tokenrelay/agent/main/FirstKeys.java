package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.doors.Background;
import io.tokenrelay.agent.status.Readiness;
import io.tokenrelay.agent.verify.issuer.JwksProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service that has just started is not ready without: the first keys of each issuer, for
 * some time. An issuer that is down then costs its own users something, but empties no balancer.
 *
 * <p>Whoever asks whether the service is ready has the keys fetched, once its server has opened a
 * port: nobody may send a request before, which would have them fetched otherwise.
 */
final class FirstKeys implements Readiness.Start {
  private final Keys keys;
  private final long patienceNanos;
  private final String sentence;
  private final long startedAt;
  private final Supplier<@Nullable Long> servesSince;
  private final LongSupplier ticker;
  private boolean asked;
  private boolean over;

  /**
   * @param servesSince when the server opened its port; null until it has
   * @param ticker nanoseconds that never go back
   */
  FirstKeys(
      Keys keys,
      Duration patience,
      long startedAt,
      Supplier<@Nullable Long> servesSince,
      LongSupplier ticker) {
    this.keys = keys;
    this.patienceNanos = patience.toNanos();
    this.sentence =
        " has no keys yet: they are waited for until "
            + AgentProperties.READY_WAIT
            + " ("
            + patience.toMillis()
            + " ms) is over";
    this.startedAt = startedAt;
    this.servesSince = servesSince;
    this.ticker = ticker;
  }

  /** Where the keys come from. */
  interface Keys {
    /** The names of the issuers without any. */
    List<String> missing();

    void prefetch();
  }

  /** Those of the verifier, unless they only come with the first token, as the operator said. */
  static Keys of(LateVerifier verifier, boolean prefetches) {
    return new Keys() {
      @Override
      public List<String> missing() {
        return prefetches ? verifier.withoutKeys() : Collections.<String>emptyList();
      }

      @Override
      public void prefetch() {
        Background.run("tokenrelay-ready", verifier::prefetch);
      }
    };
  }

  /** As what it is used for, so that it need not be loaded to verify who passes it on. */
  static Readiness.Start of(Agent agent) {
    return new FirstKeys(
        of(agent.verifier, agent.config.values().get(JwksProperties.PREFETCH)),
        agent.config.get(AgentProperties.READY_WAIT),
        agent.startedNanos,
        () -> agent.servesSince,
        System::nanoTime);
  }

  @Override
  public synchronized List<String> awaits() {
    if (over) {
      return Collections.emptyList();
    }
    List<String> missing = keys.missing();
    Long serves = servesSince.get();
    long since = serves == null ? startedAt : serves;
    if (missing.isEmpty() || ticker.getAsLong() - since >= patienceNanos) {
      over = missing.isEmpty() || serves != null;
      return Collections.emptyList();
    }
    if (serves != null && !asked) {
      asked = true;
      keys.prefetch();
    }
    List<String> sentences = new ArrayList<>();
    for (String issuer : missing) {
      sentences.add("issuer " + issuer + sentence);
    }
    return Collections.unmodifiableList(sentences);
  }
}
