package io.tokenrelay.agent.main.rollout;

import io.tokenrelay.agent.config.Changes;
import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Advisories;
import io.tokenrelay.agent.main.findings.Instead;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.relay.InboundProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that may take the place of the one in force: read, and validated as a whole. It
 * is the one that somebody has written or none: half of it would be a configuration that nobody
 * has, and may let in, or let out, what neither the old nor the new one would.
 */
final class Candidate {
  private static final String RESTART = " cannot change while the service runs; restart it";

  final Layers layers;
  final Config config;
  final Policies policies;
  private final Changes changes;
  private final Candidate inForce;
  private final List<String> problems;

  private Candidate(
      Layers layers,
      Config config,
      Policies policies,
      Changes changes,
      @Nullable Candidate inForce) {
    this.layers = layers;
    this.config = config;
    this.policies = policies;
    this.changes = changes;
    this.inForce = inForce == null ? this : inForce;
    policies.relay(); // what it contradicts is a problem
    this.problems = new ArrayList<>(config.problems());
    problems.addAll(policies.problems());
  }

  /** What the service was started with, whatever it is. */
  static Candidate started(Layers layers, Config config, Policies policies) {
    Changes none = Changes.between(config.allValues(), config.allValues(), layers);
    return new Candidate(layers, config, policies, none, null);
  }

  /** Another one to replace this. */
  Candidate next(Layers others, Function<Values, List<String>> instrumentations) {
    Config read = Config.read(others, instrumentations);
    Changes changes = Changes.between(config.allValues(), read.allValues(), others);
    return new Candidate(others, read, policies.with(read), changes, this);
  }

  /** Why it cannot be used, and what to do; null if it can. */
  @Nullable String refusal() {
    List<String> wrong = new ArrayList<>(problems);
    wrong.removeAll(inForce.problems);
    if (!wrong.isEmpty()) {
      return first(wrong);
    }
    if (layers.filePath() != null && layers.isFileEmpty() && !inForce.layers.isFileEmpty()) {
      return "the file is empty; write what is to be in force";
    }
    if (inForce.isClosed() && !changes.restarts().isEmpty()) {
      return first(changes.restarts()) + RESTART;
    }
    if (inForce.isClosed() && !saysMode()) {
      return "every request is answered 503, and the file may be half written, since it does not"
          + " say what is to be in force; set "
          + InboundProperties.MODE
          + " in it, or restart the service";
    }
    if (!changes.gone().isEmpty()) {
      return first(changes.gone())
          + " is no longer in the file, which may be half written; write its new value";
    }
    if (!changes.restarts().isEmpty()) {
      return first(changes.restarts()) + RESTART;
    }
    List<String> closed = policies.closedBecause();
    return closed.isEmpty() ? null : "tokens cannot be enforced: " + first(closed);
  }

  /** Whether every request is answered 503. */
  boolean isClosed() {
    return !policies.closedBecause().isEmpty();
  }

  /**
   * Whether the mode was written for this change: not before, when the service was started. It says
   * nothing of the rules that go with it.
   */
  private boolean saysMode() {
    return layers.isInFile(InboundProperties.MODE)
        || config.values().source(InboundProperties.MODE) == Source.JMX;
  }

  /** Of a start it is said what takes the place of a wrong value: here, nothing does. */
  private static String first(List<String> sentences) {
    int more = sentences.size() - 1;
    return Instead.without(sentences.get(0)) + (more == 0 ? "" : " (and " + more + " more)");
  }

  /** What it changes, and what it says that does not count. */
  String changes() {
    List<String> overruled = inForce.layers.overruledIn(layers);
    List<String> made = new ArrayList<>(changes.made());
    if (inForce.isClosed() && inForce.config.get(InboundProperties.ENFORCE_ENABLED)) {
      made.add("requests are no longer answered 503");
    }
    return (made.isEmpty() ? "nothing that is in force" : String.join(", ", made))
        + (overruled.isEmpty()
            ? ""
            : "; of no effect, since it is set elsewhere: " + String.join(", ", overruled));
  }

  /** What an operator should reconsider about it, and did not have to before. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(config.notes());
    notes.addAll(Advisories.of(config));
    notes.removeAll(inForce.config.notes());
    notes.removeAll(Advisories.of(inForce.config));
    return notes;
  }

  /** Nothing of the one before is kept any longer. */
  Candidate alone() {
    return started(layers, config, policies);
  }
}
