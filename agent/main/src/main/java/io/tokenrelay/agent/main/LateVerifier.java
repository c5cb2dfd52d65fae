package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.bootstrap.StackRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Verification, made for the first token or when the keys are fetched, whichever comes first: a
 * starting application does not pay for it. What is wrong with its configuration has been said by
 * then, since every value that is set was checked when it was read.
 */
final class LateVerifier implements TokenVerifier, Measured {
  private final Config config;
  private final Announced announced;
  private final Counters counters;
  private final Alarms alarms;
  private final LongSupplier clock;
  private volatile @Nullable CachingTokenVerifier bySignature;
  private volatile @Nullable TokenVerifier verifier;

  /**
   * @param announced notified of the endpoints that issuers announce
   * @param clock milliseconds since the epoch
   */
  LateVerifier(
      Config config, Announced announced, Counters counters, Alarms alarms, LongSupplier clock) {
    this.config = config;
    this.announced = announced;
    this.counters = counters;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public Verdict verify(String compact, Requirements by, Admission admission) {
    TokenVerifier verifier = this.verifier;
    if (verifier == null) {
      try {
        StackRoom.need();
        verifier = make();
      } catch (RuntimeException | Error e) { // the application must not see it
        counters.count(Event.INTERNAL_ERROR);
        counters.count(Event.KEYS_UNAVAILABLE);
        return Verdict.unavailable();
      }
    }
    return verifier.verify(compact, by, admission);
  }

  /** Fetches the keys in the background, before a token needs them. */
  void prefetch() {
    make();
    CachingTokenVerifier bySignature = this.bySignature;
    if (bySignature != null) {
      bySignature.prefetch();
    }
  }

  /** The names of the issuers that have no keys now. */
  List<String> withoutKeys() {
    CachingTokenVerifier bySignature = this.bySignature;
    if (bySignature != null) {
      return bySignature.withoutKeys();
    }
    List<String> names = new ArrayList<>();
    for (Issuer issuer : config.issuers()) {
      names.add(issuer.name());
    }
    return names;
  }

  @Override
  public void measure(Measurements to) {
    CachingTokenVerifier bySignature = this.bySignature;
    if (bySignature != null) {
      bySignature.measure(to);
    }
  }

  private synchronized TokenVerifier make() {
    TokenVerifier verifier = this.verifier;
    if (verifier == null) {
      VerifierSettings settings = Verification.settings(config, announced);
      CachingTokenVerifier bySignature =
          CachingTokenVerifier.create(settings, counters, alarms, clock);
      verifier = Verification.verifier(bySignature, settings, counters, clock);
      this.bySignature = bySignature;
      this.verifier = verifier;
    }
    return verifier;
  }
}
