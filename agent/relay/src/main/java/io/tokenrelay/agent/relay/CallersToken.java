package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The token that a request came with, in the header that the policy names. */
class CallersToken implements Credential {
  @Override
  public Gate[] gates() {
    return Gate.OF_CALLERS_TOKEN;
  }

  @Override
  public boolean isOf(Snapshot snapshot) {
    return snapshot.callers() != null;
  }

  @Override
  public Token judged(Snapshot snapshot) {
    return token(snapshot);
  }

  @Override
  public Token token(Snapshot snapshot) {
    return Objects.requireNonNull(snapshot.callers());
  }

  @Override
  public String headerValue(Snapshot snapshot) {
    return snapshot.headerValue();
  }

  @Override
  public @Nullable String header(Hop hop, RelayPolicy policy) {
    switch (policy.existing) {
      case REPLACE:
        return policy.header;
      case ALTERNATE_HEADER:
        if (hop.header(RelayPolicy.AUTHORIZATION) == null) {
          return RelayPolicy.AUTHORIZATION;
        }
        break;
      case PRESERVE:
        break;
    }
    return hop.header(policy.header) == null ? policy.header : null;
  }

  /**
   * A client's own credentials go into {@code Authorization}. Those of gRPC are written beside
   * existing headers, so they are not replaced.
   */
  @Override
  public boolean isInTheWay(String header, Hop hop, RelayPolicy policy) {
    boolean replaces = policy.existing == RelayPolicy.Existing.REPLACE && !hop.isGrpc();
    return !replaces && header.equalsIgnoreCase(RelayPolicy.AUTHORIZATION);
  }

  @Override
  public @Nullable String headerBeside(Hop hop, RelayPolicy policy) {
    return policy.existing == RelayPolicy.Existing.ALTERNATE_HEADER
            && hop.header(policy.header) == null
        ? policy.header
        : null;
  }
}
