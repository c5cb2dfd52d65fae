package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What work for a request carries, from thread to thread: its verified token, the header value made
 * of it, and the life of the request. Opaque to everyone but {@link OutboundRelay}; holds nothing
 * of the request itself, so that keeping it keeps no container object alive.
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
   * @param scheme the word before the token; empty for the bare token
   * @param presented what was verified, or null; the header that it came in is used again when it
   *     is what would be made anyway
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

  /** What to write on a hop. Nothing that logs may call this. */
  String headerValue() {
    return headerValue;
  }

  /** Whether the request still runs, or is over for no longer than the policy allows. */
  boolean isAlive(RelayPolicy policy, long now) {
    return life.allows(policy, now);
  }

  @Override
  public Origin origin() {
    return life;
  }

  /** Whether it is of the request with this life. */
  boolean isOf(RequestLife other) {
    return life == other;
  }

  @Override
  public String toString() {
    return "snapshot of a " + token;
  }
}
