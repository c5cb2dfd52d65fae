package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What work for a request carries from thread to thread: its caller's verified token with the
 * resulting header value, its transaction token, and the life of the request. Opaque to all but
 * {@link OutboundRelay}; holds no reference to the request itself, so it keeps no container object
 * alive.
 */
final class Snapshot implements Origin.Taken {
  private final @Nullable Token callers;
  private final String headerValue;
  private final @Nullable Token received;
  private final boolean receivedIdentifies;
  private final RequestLife life;

  /** The transaction token that was made for this request. */
  private volatile @Nullable Token made;

  private Snapshot(
      @Nullable Token callers,
      String headerValue,
      @Nullable Token received,
      boolean receivedIdentifies,
      RequestLife life) {
    this.callers = callers;
    this.headerValue = headerValue;
    this.received = received;
    this.receivedIdentifies = receivedIdentifies;
    this.life = life;
  }

  /**
   * @param scheme the scheme before the token; empty for the bare token
   * @param presented what was verified, or null; its header value is reused if it equals the value
   *     to write
   */
  static Snapshot of(Token token, String scheme, @Nullable Presented presented, RequestLife life) {
    return of(token, scheme, presented, null, life);
  }

  /**
   * The same with the transaction token that came beside it.
   *
   * @param transaction verified, and the caller's; null if there is none
   */
  static Snapshot of(
      Token token,
      String scheme,
      @Nullable Presented presented,
      @Nullable Token transaction,
      RequestLife life) {
    return new Snapshot(token, headerValue(token, scheme, presented), transaction, false, life);
  }

  /**
   * Of a request that brought a transaction token alone.
   *
   * @param identifies whether it says who the caller is
   */
  static Snapshot ofTransaction(Token transaction, boolean identifies, RequestLife life) {
    return new Snapshot(null, "", transaction, identifies, life);
  }

  private static String headerValue(Token token, String scheme, @Nullable Presented presented) {
    String compact = token.compact();
    if (scheme.isEmpty()) {
      return compact;
    }
    String received = presented == null ? null : presented.headerValue();
    if (presented != null
        && received != null
        && received.length() == scheme.length() + 1 + compact.length()
        && received.startsWith(scheme)
        && received.charAt(scheme.length()) == ' '
        && compact.equals(presented.compact())) {
      return received;
    }
    return scheme + ' ' + compact;
  }

  /** The caller's token; null if the request brought a transaction token alone. */
  @Nullable Token callers() {
    return callers;
  }

  /** The token that says who the caller is; null if none does. */
  @Nullable Token identity() {
    return callers == null && receivedIdentifies ? received : callers;
  }

  /** The transaction token that came with the request, or was made for it; null if neither. */
  @Nullable Token transaction() {
    return received == null ? made : received;
  }

  /** Whether a transaction token came with the request. */
  boolean hasReceivedTransaction() {
    return received != null;
  }

  /** Remembers the transaction token that was made: all calls of the request get the same. */
  void made(Token transaction) {
    made = transaction;
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
    return "snapshot of a " + (callers == null ? received : callers);
  }
}
