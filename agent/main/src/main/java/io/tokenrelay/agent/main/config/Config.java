package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operator set, checked. Immutable; reading it never fails: what was wrong is one line
 * each in {@link #problems()}, and the documented cautious value stands in its place.
 *
 * <p>Lives in the agent loader; read by premain, and by {@code check}.
 */
public final class Config {
  private final Values values;
  private final List<Issuer> issuers;
  private final List<Values> rules;
  private final List<Values> allValues;
  private final Map<String, Boolean> instrumentations;
  private final List<String> problems;
  private final List<String> refusals;
  private final List<String> notes;
  private final Set<String> switchedOff;
  private final boolean wantsEnforcement;

  Config(
      Values values,
      List<Issuer> issuers,
      List<Values> rules,
      List<Values> allValues,
      Map<String, Boolean> instrumentations,
      Set<String> switchedOff,
      boolean wantsEnforcement,
      List<String> problems,
      List<String> refusals,
      List<String> notes) {
    this.values = values;
    this.switchedOff = new HashSet<>(switchedOff);
    this.wantsEnforcement = wantsEnforcement;
    this.issuers = Collections.unmodifiableList(issuers);
    this.rules = Collections.unmodifiableList(rules);
    this.allValues = Collections.unmodifiableList(allValues);
    this.instrumentations = new HashMap<>(instrumentations);
    this.problems = Collections.unmodifiableList(problems);
    this.refusals = Collections.unmodifiableList(refusals);
    this.notes = Collections.unmodifiableList(notes);
  }

  /**
   * @param instrumentations finds the names of the instrumentations; not asked when nothing will be
   *     woven
   */
  public static Config read(Layers layers, Supplier<List<String>> instrumentations) {
    return new ConfigReading(layers).config(instrumentations);
  }

  /** The layers of this process, in whose files and arguments enforcement may be asked for. */
  public static Layers layers(@Nullable String agentArguments) {
    return Layers.ofProcess(agentArguments, AgentProperties.CONFIG_FILE, Enforcement.WISH);
  }

  /** The value of a property that has a default. */
  public <T> T get(Property<T> property) {
    return values.get(property);
  }

  /** The properties of the agent as a whole. */
  public Values values() {
    return values;
  }

  /** Those that can be used. */
  public List<Issuer> issuers() {
    return issuers;
  }

  /** The access rules, in the order of their list. */
  public List<Values> rules() {
    return rules;
  }

  /** Of the agent, and of every issuer, rule and instrumentation that was read, used or not. */
  public List<Values> allValues() {
    return allValues;
  }

  public boolean isEnabled(String instrumentation) {
    return instrumentations.getOrDefault(instrumentation, Boolean.FALSE);
  }

  /** Whether the operator has said so of this one, and in a way that could be read. */
  public boolean isSwitchedOff(String instrumentation) {
    return switchedOff.contains(instrumentation);
  }

  /** Whether {@code tokenrelay.enabled} says {@code false}; a word that it cannot say does not. */
  public boolean isSwitchedOff() {
    return !get(AgentProperties.ENABLED) && values.isSet(AgentProperties.ENABLED);
  }

  /**
   * Whether the agent is to do nothing: switched off; or, where nothing is to be enforced, the word
   * for it cannot be read.
   */
  public boolean isDisabled() {
    return isSwitchedOff() || (!wantsEnforcement && !get(AgentProperties.ENABLED));
  }

  /** Whether the operator has set a property, and to something that is allowed. */
  public boolean isSet(Property<?> property) {
    return values.isSet(property);
  }

  /**
   * Whether there is any sign that requests are to be rejected: a mode that is not {@code observe},
   * an access rule, either of them misspelt, or a file that cannot be read and may say so. Then
   * whatever is among the {@link #problems} must not let anybody in.
   */
  public boolean wantsEnforcement() {
    return wantsEnforcement;
  }

  /** One line for each thing that an operator must put right; empty when all is well. */
  public List<String> problems() {
    return problems;
  }

  /** One line for each value that its domain refuses; of no matter where nothing is woven. */
  public List<String> refusals() {
    return refusals;
  }

  /** One line for each value that is allowed, and that hardly anybody can mean. */
  public List<String> notes() {
    return notes;
  }
}
