package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the calls of a request may carry, each in a header of its own: today the
 * {@linkplain CallersToken token of its caller}, and whatever comes next to it. Holds nothing of a
 * request; what there is of one is in its snapshot.
 */
interface Credential {
  /** The token that decides until when and whereto. */
  Token token(Snapshot snapshot);

  /** What to write on a hop. Nothing that logs may call this. */
  String headerValue(Snapshot snapshot);

  /** The header to write; null where the application has put its own. */
  @Nullable String header(Hop hop, RelayPolicy policy);

  /**
   * Whether the client's own credentials would be in the way in this header, if it has any.
   *
   * @param header what {@link #header} has said
   */
  boolean isInTheWay(String header, Hop hop, RelayPolicy policy);

  /** The header to write beside credentials of the client's own; null where there is none. */
  @Nullable String headerBeside(Hop hop, RelayPolicy policy);
}
