package io.tokenrelay.agent.verify.txn;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.relay.OwnThread;
import io.tokenrelay.agent.relay.TransactionPolicy;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TransactionSource;
import io.tokenrelay.agent.relay.token.TransactionVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction tokens of one service: verifies those that requests bring, like the tokens of one
 * more issuer, and mints those that they do not bring. One minted token serves all requests with
 * the same caller's token for a while, so that whoever is called knows it, too.
 */
public final class TransactionTokens
    implements TransactionVerifier, TransactionSource, Measured, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionTokens.class);
  private static final int MOST_WAITING = 256;
  private static final long POLL_SECONDS = 10;

  private final CachingTokenVerifier verifier;
  private final @Nullable SigningKeys keys;
  private final @Nullable Minter minter;
  private final long reuse;
  private final long lifetime;
  private final Counters counters;
  private final LongSupplier clock;
  private final BlockingQueue<Token> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean closed;
  private volatile boolean failing;

  private TransactionTokens(Values values, Counters counters, LongSupplier clock) {
    VerifierSettings settings = TransactionSettings.of(values);
    // of its own: these are not requests with a token of an issuer
    this.verifier =
        CachingTokenVerifier.create(settings, counters.countingApart(), new Alarms(), clock);
    this.counters = counters;
    this.clock = clock;
    this.reuse = values.get(TransactionProperties.REUSE).toMillis();
    this.lifetime = values.get(TransactionProperties.LIFETIME).toMillis();
    String file = values.find(TransactionProperties.SIGNING_KEY_FILE);
    boolean mints =
        values.get(TransactionProperties.SOURCE) == TransactionPolicy.Source.MINT && file != null;
    this.keys = mints ? new SigningKeys(String.valueOf(file)) : null;
    this.minter = keys == null ? null : new Minter(values, keys, counters);
  }

  /**
   * Reads the keys, and begins to follow their file. Not to be called in premain.
   *
   * @param values of the agent, with transaction tokens on
   * @param clock milliseconds since the epoch
   */
  public static TransactionTokens start(Values values, Counters counters, LongSupplier clock) {
    TransactionTokens tokens = new TransactionTokens(values, counters, clock);
    if (tokens.keys != null) {
      tokens.keys.read();
      OwnThread.start("tokenrelay-mint", tokens::work);
    }
    return tokens;
  }

  /** Tries the keys now, on this thread: for the {@code check} command. */
  public static List<KeyCheck> check(Values values) {
    return CachingTokenVerifier.check(TransactionSettings.of(values));
  }

  @Override
  public Verdict verify(
      String compact, Requirements by, @Nullable Token beside, Admission admission) {
    Verdict verdict = verifier.verify(compact, by, admission);
    Token token = verdict.token();
    return token == null || beside == null || Pairing.belong(token, beside)
        ? verdict
        : Verdict.invalid(Reason.MIXED);
  }

  @Override
  public @Nullable Token of(Token callers, long now) {
    Token made = made(callers, now);
    return made == null ? mint(callers, now) : made;
  }

  @Override
  public @Nullable Token ready(Token callers, long now) {
    Token made = made(callers, now);
    if (made == null && minter != null) {
      waiting.offer(callers); // if too many wait, the next call asks again
    }
    return made;
  }

  /** The one that was minted last for the same caller's token, if it is still to be used. */
  private @Nullable Token made(Token callers, long now) {
    Token.Companion made = callers.companion();
    if (made == null || reuse == 0 || now - made.since() >= reuse) {
      return null;
    }
    return isFresh(made.token().expiresAt(), callers.expiresAt(), now) ? made.token() : null;
  }

  /** Whether another would live longer, though this one is near its end. */
  private boolean isFresh(long expiresAt, long callersExpiry, long now) {
    boolean isLast = expiresAt / 1_000 == callersExpiry / 1_000;
    return expiresAt - now > (isLast ? 0 : lifetime / 10);
  }

  private @Nullable Token mint(Token callers, long now) {
    Minter minter = this.minter;
    if (minter == null) {
      return null;
    }
    synchronized (callers) { // one signature, however many requests begin with it
      Token made = made(callers, now);
      return made == null ? mint(minter, callers, now) : made;
    }
  }

  private @Nullable Token mint(Minter minter, Token callers, long now) {
    try {
      Token made = minter.mint(callers, now);
      if (made != null) {
        callers.accompany(new Token.Companion(made, now));
      }
      failing = false;
      return made;
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      counters.count(Event.INTERNAL_ERROR);
      if (!failing) {
        failing = true;
        LOG.warn("transaction tokens cannot be signed: {}", e.toString());
      }
      return null;
    }
  }

  /** Mints for event loops, and follows the file. */
  private void work() {
    SigningKeys keys = this.keys;
    long readAt = System.nanoTime();
    while (!closed && keys != null) {
      try {
        Token callers = waiting.poll(POLL_SECONDS, TimeUnit.SECONDS);
        if (callers != null) {
          of(callers, clock.getAsLong());
        }
        if (!closed && System.nanoTime() - readAt >= TimeUnit.SECONDS.toNanos(POLL_SECONDS)) {
          readAt = System.nanoTime();
          keys.read();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // this thread is the only one
        counters.count(Event.INTERNAL_ERROR);
      }
    }
  }

  @Override
  public void measure(Measurements to) {
    verifier.measureKeys(to);
  }

  /** Fetches the keys of others in the background. */
  public void prefetch() {
    verifier.prefetch();
  }

  /** The public keys of this service's own transaction tokens; null if it mints none. */
  public @Nullable String jwks() {
    return keys == null ? null : keys.jwks();
  }

  @Override
  public void close() {
    closed = true;
    verifier.close();
  }
}
