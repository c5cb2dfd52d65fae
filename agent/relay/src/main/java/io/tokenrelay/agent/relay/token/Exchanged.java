package io.tokenrelay.agent.relay.token;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a token was exchanged for: another token of the same caller; or nothing, since the exchange
 * failed and is not to be tried again for a while. Never prints a token.
 */
public final class Exchanged {
  private final @Nullable Token token;
  private final long until;
  private final long renewAt;
  private final int failures;
  private final AtomicBoolean renewed = new AtomicBoolean();

  /** Made for the first call; all calls of a service have the same scheme. */
  private @Nullable String headerValue;

  private Exchanged(@Nullable Token token, long until, long renewAt, int failures) {
    this.token = token;
    this.until = until;
    this.renewAt = renewAt;
    this.failures = failures;
  }

  /**
   * @param token verified, of the same caller
   * @param until when it is used for the last time, in milliseconds since the epoch
   * @param renewAt from when on another is requested if it is used
   */
  public static Exchanged to(Token token, long until, long renewAt) {
    return new Exchanged(token, until, renewAt, 0);
  }

  /**
   * @param until when it may be tried again
   * @param failures how many there have been in a row
   */
  public static Exchanged failed(long until, int failures) {
    return new Exchanged(null, until, Long.MAX_VALUE, failures);
  }

  /** Null if the exchange failed. */
  public @Nullable Token token() {
    return token;
  }

  /** Whether it is still to be used. */
  public boolean holds(long now) {
    return now < until;
  }

  /** How many failures in a row; 0 for a token. */
  public int failures() {
    return failures;
  }

  /** Whether another is to be requested now: said once. */
  public boolean isToBeRenewed(long now) {
    return now >= renewAt && renewed.compareAndSet(false, true);
  }

  /**
   * The token in the header value of its caller's: with the same scheme. Never to be logged.
   *
   * @param callers the header value with the caller's token
   * @param length of the caller's token, which the value ends with
   * @throws IllegalStateException if the exchange failed
   */
  public String headerValue(String callers, int length) {
    Token token = this.token;
    if (token == null) {
      throw new IllegalStateException("there is no token");
    }
    int scheme = callers.length() - length;
    String known = headerValue;
    if (known == null
        || known.length() != scheme + token.compact().length()
        || !known.regionMatches(0, callers, 0, scheme)) {
      known = callers.substring(0, scheme) + token.compact();
      headerValue = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return token == null ? "failed exchange" : "exchanged for a " + token;
  }
}
