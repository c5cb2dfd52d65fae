package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/**
 * A credential that calls made for a request may carry, in a header of its own: the {@linkplain
 * CallersToken token of its caller}, and a {@linkplain TransactionToken transaction token}. Holds
 * no request state; that is in the snapshot.
 */
interface Credential {
  /** The gates that it must pass, in this order. */
  Gate[] gates();

  /** Whether a request has it, or it could be made for the request. */
  boolean isOf(Snapshot snapshot);

  /** The token that decides where to it may be sent. */
  Token judged(Snapshot snapshot);

  /** Whether the hop's destination may have it. */
  default Decision decide(Snapshot snapshot, Hop hop, RelayPolicy policy) {
    return policy.destinations().decide(judged(snapshot), hop);
  }

  /**
   * Makes it, if that is still to be done.
   *
   * @param now milliseconds since the epoch
   * @return whether there is one
   */
  default boolean isReady(Snapshot snapshot, Hop hop, long now) {
    return true;
  }

  /** The token that decides how long it may be sent. */
  Token token(Snapshot snapshot);

  /** The value to write on a hop. Never to be logged. */
  String headerValue(Snapshot snapshot);

  /** The header to write; null where the application has set its own. */
  @Nullable String header(Hop hop, RelayPolicy policy);

  /**
   * Whether credentials of the client's own, if it has any, would use this header.
   *
   * @param header the result of {@link #header}
   */
  boolean isInTheWay(String header, Hop hop, RelayPolicy policy);

  /** The header to write besides the client's own credentials; null if there is none. */
  @Nullable String headerBeside(Hop hop, RelayPolicy policy);
}
