package io.tokenrelay.agent.verify.corpus;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One token: what was done to it, what must be said of it, and what it may cost to find out. */
final class Specimen {
  final Group group;
  final String id;
  final String what;
  final @Nullable Reason reason;
  final int checks;
  private final Supplier<String> token;

  /**
   * @param reason null for a token that is accepted
   * @param checks how many public-key operations or MACs its first sight costs
   */
  Specimen(
      Group group,
      String id,
      String what,
      @Nullable Reason reason,
      int checks,
      Supplier<String> token) {
    this.group = group;
    this.id = id;
    this.what = what;
    this.reason = reason;
    this.checks = checks;
    this.token = token;
  }

  /** Generated each time. */
  String token() {
    return token.get();
  }

  String verdict() {
    return reason == null ? "valid" : "invalid";
  }

  String reasonText() {
    return reason == null ? "" : reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String toString() {
    return id + " " + what;
  }
}
