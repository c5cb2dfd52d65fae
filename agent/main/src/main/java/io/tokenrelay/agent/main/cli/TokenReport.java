package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.Explanation;
import io.tokenrelay.agent.verify.judge.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An {@link Explanation}, for people and for programs. */
final class TokenReport {
  private final Explanation explanation;

  TokenReport(Explanation explanation) {
    this.explanation = explanation;
  }

  int exitStatus() {
    Verdict verdict = explanation.verdict();
    if (verdict == null || verdict.outcome() == Outcome.UNAVAILABLE) {
      return ExitStatus.UNDECIDED;
    }
    return verdict.outcome() == Outcome.VALID ? ExitStatus.GOOD : ExitStatus.BAD;
  }

  void print(Terminal terminal) {
    for (Step step : explanation.steps()) {
      terminal.print(
          colour(step.state()), word(step.state()), ' ' + padded(name(step.rule())) + rest(step));
    }
    terminal.print(verdictColour(), verdict(), reason());
  }

  private static String rest(Step step) {
    String property = step.property();
    return step.detail()
        + (property == null || step.detail().contains(property) ? "" : " (" + property + ')');
  }

  private static String padded(String name) {
    return String.format(Locale.ROOT, "%-14s", name);
  }

  private static String word(Step.State state) {
    switch (state) {
      case KEPT:
        return "ok     ";
      case BROKEN:
        return "wrong  ";
      case UNKNOWN:
        return "unknown";
      default:
        return "-      ";
    }
  }

  private static Colour colour(Step.State state) {
    switch (state) {
      case KEPT:
        return Colour.GOOD;
      case BROKEN:
        return Colour.BAD;
      case UNKNOWN:
        return Colour.DOUBTFUL;
      default:
        return Colour.PLAIN;
    }
  }

  private Colour verdictColour() {
    int status = exitStatus();
    return status == ExitStatus.GOOD
        ? Colour.GOOD
        : status == ExitStatus.BAD ? Colour.BAD : Colour.DOUBTFUL;
  }

  private String verdict() {
    int status = exitStatus();
    if (status == ExitStatus.UNDECIDED) {
      return explanation.verdict() == null
          ? "cannot be verified offline"
          : "cannot be verified now";
    }
    return status == ExitStatus.GOOD ? "valid" : "not valid";
  }

  private String reason() {
    Reason reason = explanation.reason();
    return reason == null ? "" : ": " + words(reason);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String name(Step.Rule rule) {
    return words(rule);
  }

  Json json() {
    List<Json> rules = new ArrayList<>();
    for (Step step : explanation.steps()) {
      rules.add(
          new Json()
              .with("rule", name(step.rule()))
              .with("result", words(step.state()))
              .with("detail", Redacted.text(step.detail()))
              .with("property", step.property())
              .with("reason", step.reason() == null ? null : words(step.reason())));
    }
    Reason reason = explanation.reason();
    return new Json()
        .with("version", Version.get())
        .with("exitStatus", exitStatus())
        .with("verdict", verdict())
        .with("reason", reason == null ? null : words(reason))
        .with("rules", rules);
  }
}
