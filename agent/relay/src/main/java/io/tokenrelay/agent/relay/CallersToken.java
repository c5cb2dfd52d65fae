package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/** The token that a request came with, in the header that the policy names. */
final class CallersToken implements Credential {
  @Override
  public Token token(Snapshot snapshot) {
    return snapshot.token();
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
