package io.tokenrelay.agent.verify.issuer;

/** What a trial of one issuer's key source came to, in a line for the {@code check} command. */
public final class KeyCheck {
  private final String issuer;
  private final boolean good;
  private final String outcome;

  private KeyCheck(String issuer, boolean good, String outcome) {
    this.issuer = issuer;
    this.good = good;
    this.outcome = outcome;
  }

  /** Fetches now, on this thread; takes as long as the timeouts allow. */
  public static KeyCheck of(IssuerSettings issuer, KeyFetching fetching) {
    try {
      LoadedKeys loaded = KeyLoader.of(issuer, fetching).load();
      String problem = KeyReport.problem(issuer, loaded);
      return new KeyCheck(
          issuer.name(),
          !loaded.keys().isEmpty(),
          loaded.keys().isEmpty()
              ? String.valueOf(problem)
              : loaded.keys().summary() + (problem == null ? "" : " (" + problem + ")"));
    } catch (KeysNotLoadedException e) {
      return new KeyCheck(issuer.name(), false, KeyReport.describe(issuer, e));
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

  @Override
  public String toString() {
    return "issuer " + issuer + ": " + outcome;
  }
}
