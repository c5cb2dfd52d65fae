package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What is to be reported about the configuration at start. {@code AgentMain} logs it, {@code Check}
 * prints it: one source, so that the command never approves what the log will warn about. Does
 * nothing slow; created in premain.
 */
public final class Findings {
  /** The severity. */
  public enum Kind {
    /** Valid, but to be reconsidered: a WARN. */
    NOTE,
    /** Not honoured as set: a WARN. */
    WRONG,
    /** Not what the operator can have wanted: nothing is enforced, or everything is rejected. */
    ERROR
  }

  private final List<Kind> kinds = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private @Nullable Policies policies;

  private Findings() {}

  public static Findings of(Config config, Instrumentations instrumentations) {
    Findings findings = new Findings();
    boolean wanted = config.wantsEnforcement();
    boolean closed = wanted && !config.isDisabled();
    findings.addAll(Kind.WRONG, closed ? Instead.without(config.problems()) : config.problems());
    if (config.isDisabled()) {
      if (wanted) {
        findings.add(Kind.ERROR, StartLine.openSinceDisabled());
      }
    } else if (!wanted && config.issuers().isEmpty()) {
      findings.add(Kind.WRONG, StartLine.withoutIssuer(config));
    } else {
      findings.addOfWeaving(config, instrumentations, Policies.of(config));
    }
    return findings;
  }

  private void addOfWeaving(Config config, Instrumentations instrumentations, Policies policies) {
    this.policies = policies;
    List<String> problems = policies.problems();
    addAll(Kind.WRONG, config.wantsEnforcement() ? Instead.without(problems) : problems);
    addAll(Kind.NOTE, config.notes());
    addAll(Kind.NOTE, Advisories.of(config));
    addAll(Kind.WRONG, instrumentations.unusedExtensions(config));
    addAll(Kind.WRONG, instrumentations.unwovenCopies(config));
    addAll(Kind.NOTE, instrumentations.switchedOffServers(config));
    if (!config.wantsEnforcement()) {
      return;
    }
    List<String> closed = policies.closedBecause();
    if (!closed.isEmpty() && config.get(InboundProperties.ENFORCE_ENABLED)) {
      add(Kind.ERROR, StartLine.closed(closed));
    }
    List<Instrumentation> woven = instrumentations.woven(config, !closed.isEmpty());
    if (Instrumentations.servers(woven).isEmpty()) {
      add(Kind.ERROR, StartLine.withoutServers());
    }
    if (!config.get(InboundProperties.ENFORCE_ENABLED)) {
      add(Kind.ERROR, EnforcementSwitch.OPEN);
    }
  }

  /** The policies of the agent; null if it weaves nothing. */
  public @Nullable Policies policies() {
    return policies;
  }

  public void add(Kind kind, String sentence) {
    kinds.add(kind);
    sentences.add(sentence);
  }

  public void addAll(Kind kind, List<String> sentences) {
    for (String sentence : sentences) {
      add(kind, sentence);
    }
  }

  public List<String> of(Kind kind) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i) == kind) {
        found.add(sentences.get(i));
      }
    }
    return found;
  }

  public void log(Logger log) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i) == Kind.ERROR) {
        log.error(sentences.get(i));
      } else {
        log.warn(sentences.get(i));
      }
    }
  }
}
