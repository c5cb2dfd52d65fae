package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.destination.DestinationList;

/** Where one exchange applies, as described in {@link ExchangeProperties}. Immutable. */
final class ExchangePolicy {
  /** {@code tokenrelay.exchange.<name>.on-failure}. */
  enum OnFailure {
    /** The call goes out without a token. */
    NONE,
    /** It gets the caller's token, if it may have that. */
    ORIGINAL
  }

  final String name;

  /** The destinations that get the exchanged token, and only that. */
  final DestinationList match;

  /** Whether calls get the caller's token where there is no exchanged one. */
  final boolean fallsBack;

  /**
   * @param values of this exchange
   */
  ExchangePolicy(Values values) {
    this.name = values.name();
    this.match = values.get(ExchangeProperties.MATCH);
    this.fallsBack = values.get(ExchangeProperties.ON_FAILURE) == OnFailure.ORIGINAL;
  }
}
