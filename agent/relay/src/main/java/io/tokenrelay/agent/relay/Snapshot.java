package io.tokenrelay.agent.relay;

import org.jspecify.annotations.Nullable;

/**
 * What work for a request carries, from thread to thread: its verified token, the header value made
 * of it, and the life of the request. Opaque to everyone but {@link OutboundRelay}; holds nothing
 * of the request itself, so that keeping it keeps no container object alive.
 */
final class Snapshot {
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
   * @param received the header value as it came in, or null; used again when it is what would be
   *     made anyway
   */
  static Snapshot of(Token token, String scheme, @Nullable String received, RequestLife life) {
    String compact = token.compact();
    if (scheme.isEmpty()) {
      return new Snapshot(token, compact, life);
    }
    if (received != null && isMadeOf(received, scheme, compact)) {
      return new Snapshot(token, received, life);
    }
    return new Snapshot(token, scheme + ' ' + compact, life);
  }

  private static boolean isMadeOf(String received, String scheme, String compact) {
    return received.length() == scheme.length() + 1 + compact.length()
        && received.startsWith(scheme)
        && received.charAt(scheme.length()) == ' '
        && received.endsWith(compact);
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
  public String toString() {
    return "snapshot of a " + token;
  }
}
