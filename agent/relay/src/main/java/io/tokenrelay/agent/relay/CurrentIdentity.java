package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Identity;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.LoggedUser;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the current thread works for, looked up when it is asked: nothing is put on a thread for it,
 * so nothing can be left there. It is known exactly where a call would carry the token, whatever
 * its destination, and as long.
 */
public final class CurrentIdentity implements Supplier<@Nullable Identity> {
  private final Switch enabled;
  private final Supplier<@Nullable RelayPolicy> policy;
  private final LongSupplier clock;

  /**
   * @param enabled whether tokens are relayed
   * @param policy the current one; null if there is none
   */
  public CurrentIdentity(
      Switch enabled, Supplier<@Nullable RelayPolicy> policy, LongSupplier clock) {
    this.enabled = enabled;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public @Nullable Identity get() {
    try {
      Token token = token();
      return token == null ? null : ShownIdentity.of(token);
    } catch (RuntimeException | Error unknown) { // the application must not see it
      return null;
    }
  }

  /** What a log event of this thread names its caller by. */
  public LoggedUser.Source logged(LoggedIdentity as) {
    return () -> logged(as == LoggedIdentity.SUBJECT);
  }

  private @Nullable String logged(boolean subject) {
    try {
      Token token = token();
      if (token == null || !token.isVerified()) {
        return null;
      }
      return subject ? ShownIdentity.plain(token.subject()) : token.digest();
    } catch (RuntimeException | Error unknown) { // the application must not see it
      return null;
    }
  }

  private @Nullable Token token() {
    Object whole = Strand.whole(Carrier.snapshot());
    if (!(whole instanceof Snapshot) || !enabled.isOn()) {
      return null;
    }
    Snapshot snapshot = (Snapshot) whole;
    RelayPolicy policy = this.policy.get();
    if (policy == null
        || !snapshot.isAlive(policy, clock.getAsLong())
        || snapshot.isOfAnotherRequest()) {
      return null;
    }
    return snapshot.identity();
  }
}
