package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.TokenExchange;
import io.tokenrelay.agent.relay.token.TokenExchanges;
import io.tokenrelay.agent.verify.exchange.Exchanges;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.bootstrap.StackRoom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges, made for the first call or when keys are fetched, whichever comes first; where
 * none is configured, never. Those of the configuration at start stay: they do not change at run
 * time.
 */
final class LateExchanges implements TokenExchanges {
  private final Config config;
  private final Announced announced;
  private final Counters counters;
  private final LongSupplier clock;
  private volatile @Nullable Exchanges exchanges;

  LateExchanges(Config config, Announced announced, Counters counters, LongSupplier clock) {
    this.config = config;
    this.announced = announced;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public @Nullable TokenExchange find(String name) {
    Exchanges exchanges = made();
    return exchanges == null ? null : exchanges.find(name);
  }

  /** Fetches the keys for answers in the background. */
  void prefetch() {
    Exchanges exchanges = config.exchanges().isEmpty() ? null : made();
    if (exchanges != null) {
      exchanges.prefetch();
    }
  }

  /** Null if that fails: then nothing is exchanged. */
  private synchronized @Nullable Exchanges made() {
    Exchanges exchanges = this.exchanges;
    if (exchanges == null) {
      try {
        StackRoom.need();
        exchanges =
            new Exchanges(
                config.values(),
                config.exchanges(),
                Verification.settings(config, announced).issuers(),
                counters,
                clock);
        this.exchanges = exchanges;
      } catch (RuntimeException | Error e) { // the application must not see it
        counters.count(Event.INTERNAL_ERROR);
      }
    }
    return exchanges;
  }
}
