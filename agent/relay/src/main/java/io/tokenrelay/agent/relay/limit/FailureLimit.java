package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many signatures that turn out wrong an address may have checked: {@code
 * tokenrelay.rate-limit.failures}. Without it, each request with junk costs a public-key operation.
 * A good signature takes nothing, so that an address with one bad client among thousands of good
 * ones loses only a share. Consulted through an {@link Admission} by the verifier, before it checks
 * a signature or asks an issuer.
 *
 * <p>The limit applies to a client behind a peer. A peer that is trusted to name clients could name
 * another with each request; so it has a second bucket for all of its clients together, {@value
 * #CLIENTS_OF_A_PEER} times as large, since an ingress in front of everyone is such a peer too.
 */
public final class FailureLimit {
  /** Limits nothing. */
  public static final FailureLimit NONE =
      new FailureLimit(0, 0, Collections.<Cidr>emptyList(), new Nanos(), null);

  /** How many of its clients may fail at full speed before a peer is limited as a whole. */
  private static final int CLIENTS_OF_A_PEER = 20;

  private final long interval;
  private final int burst;
  private final @Nullable List<Cidr> proxies;
  private final LongSupplier ticker;
  private final @Nullable Long seed;
  private final long start;
  private volatile @Nullable Failing failing;

  /**
   * @param proxies null for the default
   * @param seed decides which keys share a slot; null for a random one
   */
  FailureLimit(
      long interval,
      int burst,
      @Nullable List<Cidr> proxies,
      LongSupplier ticker,
      @Nullable Long seed) {
    this.seed = seed;
    this.interval = interval;
    this.burst = burst;
    this.proxies = proxies;
    this.ticker = ticker;
    this.start = ticker.getAsLong();
  }

  /**
   * As configured. Reads no address until a sender has failed, except those that are configured.
   */
  public static FailureLimit of(Values values) {
    Rate rate = values.get(LimitProperties.FAILURES);
    if (rate.isOff()) {
      return NONE;
    }
    FailureLimit limit = of(rate.intervalNanos(), rate.burst());
    return values.isSet(LimitProperties.TRUSTED_PROXIES)
        ? limit.behind(values.get(LimitProperties.TRUSTED_PROXIES))
        : limit;
  }

  /**
   * @param interval nanoseconds for one failure
   * @param burst how many may come at once
   */
  public static FailureLimit of(long interval, int burst) {
    return new FailureLimit(interval, burst, null, new Nanos(), null);
  }

  /** The same limit, with other trusted proxies. */
  FailureLimit behind(List<Cidr> proxies) {
    return new FailureLimit(interval, burst, proxies, ticker, seed);
  }

  /** Whether a signature from this sender may be checked now. */
  boolean admits(ServerRequest request) {
    Failing failing = this.failing;
    if (failing == null) {
      return true;
    }
    long now = now();
    if (failing.clients.areFull(now) && failing.peers.areFull(now)) {
      return true;
    }
    SenderAddress address = failing.addresses.of(request);
    return address == null
        || (!failing.clients.isEmpty(address.client(), now)
            && !(address.isForwarded() && failing.peers.isEmpty(address.peer(), now)));
  }

  /**
   * Charges the sender: its signatures were checked and are wrong, or an issuer did not know its
   * token.
   *
   * @param times how many
   */
  void failed(ServerRequest request, int times) {
    if (burst == 0) {
      return;
    }
    Failing failing = failing();
    SenderAddress address = failing.addresses.of(request);
    if (address != null) {
      long now = now();
      failing.clients.take(address.client(), now, times);
      if (address.isForwarded()) {
        failing.peers.take(address.peer(), now, times);
      }
    }
  }

  /** The sender's address, as far as it is known, or null. */
  @Nullable SenderAddress addressOf(ServerRequest request) {
    return failing().addresses.of(request);
  }

  private long now() {
    return ticker.getAsLong() - start;
  }

  private Failing failing() {
    Failing failing = this.failing;
    if (failing == null) {
      synchronized (this) {
        failing = this.failing;
        if (failing == null) {
          long seed = this.seed == null ? new SecureRandom().nextLong() : this.seed;
          failing =
              new Failing(
                  new Buckets(interval, burst, seed),
                  new Buckets(interval / CLIENTS_OF_A_PEER, burst * CLIENTS_OF_A_PEER, seed),
                  new ClientAddress(
                      proxies == null
                          ? Values.defaults().get(LimitProperties.TRUSTED_PROXIES)
                          : proxies));
          this.failing = failing;
        }
      }
    }
    return failing;
  }

  /** The state that is needed from the first failure on. */
  private static final class Failing {
    private final Buckets clients;
    private final Buckets peers;
    private final ClientAddress addresses;

    Failing(Buckets clients, Buckets peers, ClientAddress addresses) {
      this.clients = clients;
      this.peers = peers;
      this.addresses = addresses;
    }
  }

  /** A class, since the first lambda of a JVM is expensive in premain. */
  private static final class Nanos implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }
}
