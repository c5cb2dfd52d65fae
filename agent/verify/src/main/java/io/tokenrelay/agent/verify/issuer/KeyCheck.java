package io.tokenrelay.agent.verify.issuer;

import org.jspecify.annotations.Nullable;

/** The result of trying one issuer's key source, in a line for the {@code check} command. */
public final class KeyCheck {
  private final String issuer;
  private final boolean good;
  private final String outcome;
  private final @Nullable String unused;

  private KeyCheck(String issuer, boolean good, String outcome, @Nullable String unused) {
    this.issuer = issuer;
    this.good = good;
    this.outcome = outcome;
    this.unused = unused;
  }

  /** Fetches now, on this thread; takes as long as the timeouts allow. */
  public static KeyCheck of(IssuerSettings issuer, KeyFetching fetching) {
    try {
      LoadedKeys loaded = KeyLoader.of(issuer, fetching).load();
      String problem = KeyReport.problem(issuer, loaded);
      return loaded.keys().isEmpty()
          ? new KeyCheck(issuer.name(), false, String.valueOf(problem), null)
          : new KeyCheck(issuer.name(), true, loaded.keys().summary(), problem);
    } catch (KeysNotLoadedException e) {
      return new KeyCheck(issuer.name(), false, KeyReport.describe(issuer, e), null);
    }
  }

  /** The name of the issuer. */
  public String issuer() {
    return issuer;
  }

  /** Whether there is a key to verify with. */
  public boolean isGood() {
    return good;
  }

  /** One line: the keys, or what is wrong and the property that changes it. */
  public String outcome() {
    return outcome;
  }

  /** Which keys of the set are not used, and why; null when all are, or none. */
  public @Nullable String unused() {
    return unused;
  }

  @Override
  public String toString() {
    return "issuer " + issuer + ": " + outcome;
  }
}
