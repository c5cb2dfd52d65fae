package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TransactionSource;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The transaction token of a request: the one that came with it, as it is, or else one that is made
 * for its caller's token when the first call needs it.
 */
final class TransactionToken implements Credential {
  private final String header;
  private final @Nullable TransactionSource source;

  /**
   * @param source null if none is made
   */
  TransactionToken(String header, @Nullable TransactionSource source) {
    this.header = header;
    this.source = source;
  }

  @Override
  public Gate[] gates() {
    return Gate.OF_TRANSACTION_TOKEN;
  }

  /** An unverified token is nobody's: none is made for it. */
  @Override
  public boolean isOf(Snapshot snapshot) {
    Token callers = snapshot.callers();
    return snapshot.hasReceivedTransaction()
        || (source != null && callers != null && callers.isVerified());
  }

  /** What may not have the caller's token may not have one that stands for it. */
  @Override
  public Token judged(Snapshot snapshot) {
    Token callers = snapshot.callers();
    return callers == null ? token(snapshot) : callers;
  }

  @Override
  public boolean isReady(Snapshot snapshot, Hop hop, long now) {
    if (snapshot.hasReceivedTransaction()) {
      return true;
    }
    Token made = snapshot.transaction();
    if (made != null && made.expiresAt() > now) {
      return true;
    }
    Token callers = snapshot.callers();
    TransactionSource source = this.source;
    if (callers == null || source == null) {
      return false;
    }
    Token fresh = hop.isOnEventLoop() ? source.ready(callers, now) : source.of(callers, now);
    if (fresh != null) {
      snapshot.made(fresh);
    }
    return fresh != null;
  }

  @Override
  public Token token(Snapshot snapshot) {
    return Objects.requireNonNull(snapshot.transaction());
  }

  @Override
  public String headerValue(Snapshot snapshot) {
    return token(snapshot).compact();
  }

  @Override
  public @Nullable String header(Hop hop, RelayPolicy policy) {
    return hop.header(header) == null ? header : null;
  }

  /** Clients have no credentials of this kind. */
  @Override
  public boolean isInTheWay(String header, Hop hop, RelayPolicy policy) {
    return false;
  }

  @Override
  public @Nullable String headerBeside(Hop hop, RelayPolicy policy) {
    return header;
  }
}
