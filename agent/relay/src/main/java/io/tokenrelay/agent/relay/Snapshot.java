package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What work for a request carries from thread to thread: its verified token, the resulting header
 * value, and the life of the request. Opaque to all but {@link OutboundRelay}; holds no reference
 * to the request itself, so it keeps no container object alive.
 */
final class Snapshot implements Origin.Taken {
  private final Token token;
  private final String headerValue;
  private final RequestLife life;

  private Snapshot(Token token, String headerValue, RequestLife life) {
    this.token = token;
    this.headerValue = headerValue;
    this.life = life;
  }

  /**
   * @param scheme the scheme before the token; empty for the bare token
   * @param presented what was verified, or null; its header value is reused if it equals the value
   *     to write
   */
  static Snapshot of(Token token, String scheme, @Nullable Presented presented, RequestLife life) {
    String compact = token.compact();
    if (scheme.isEmpty()) {
      return new Snapshot(token, compact, life);
    }
    String received = presented == null ? null : presented.headerValue();
    if (presented != null
        && received != null
        && received.length() == scheme.length() + 1 + compact.length()
        && received.startsWith(scheme)
        && received.charAt(scheme.length()) == ' '
        && compact.equals(presented.compact())) {
      return new Snapshot(token, received, life);
    }
    return new Snapshot(token, scheme + ' ' + compact, life);
  }

  Token token() {
    return token;
  }

  /** The value to write on a hop. Never to be logged. */
  String headerValue() {
    return headerValue;
  }

  /**
   * Whether the request is still running, or has been over for no longer than the policy allows.
   */
  boolean isAlive(RelayPolicy policy, long now) {
    return life.allows(policy, now);
  }

  @Override
  public Origin origin() {
    return life;
  }

  /** Whether it belongs to the request with this life. */
  boolean isOf(RequestLife other) {
    return life == other;
  }

  /** Whether this thread serves another request, and does so itself, not by a task of this one. */
  boolean isOfAnotherRequest() {
    Object serving = Carrier.soleExchange();
    return serving != null
        && !(serving instanceof ReceivedExchange && ((ReceivedExchange) serving).owns(this));
  }

  @Override
  public String toString() {
    return "snapshot of a " + token;
  }
}
