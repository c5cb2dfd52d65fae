package io.tokenrelay.agent.relay.ledger;

import java.util.Locale;

/** What became of the token that a call could have had. The lower-case names are in metrics. */
public enum Outcome {
  /** It was written. */
  INJECTED,
  /** It would have been, without {@code tokenrelay.dry-run}. */
  DRY_RUN,
  /** It was not, for a reason. */
  SKIPPED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** {@code dry_run}. */
  public String word() {
    return word;
  }
}
