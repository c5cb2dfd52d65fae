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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked. Immutable; reading it never fails: each mistake is one line in {@link
 * #problems()}, and the documented safe value is used instead.
 *
 * <p>Lives in the agent loader; read by premain, and by {@code check}.
 */
public final class Config {
  private final Values values;
  private final List<Issuer> issuers;
  private final List<Values> rules;
  private final List<Values> exchanges;
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
      List<Values> exchanges,
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
    this.exchanges = Collections.unmodifiableList(exchanges);
    this.rules = Collections.unmodifiableList(rules);
    this.allValues = Collections.unmodifiableList(allValues);
    this.instrumentations = new HashMap<>(instrumentations);
    this.problems = Collections.unmodifiableList(problems);
    this.refusals = Collections.unmodifiableList(refusals);
    this.notes = Collections.unmodifiableList(notes);
  }

  /**
   * @param instrumentations finds the names of the instrumentations, given the properties of the
   *     agent as a whole; not used if nothing will be woven
   */
  public static Config read(Layers layers, Function<Values, List<String>> instrumentations) {
    return new ConfigReading(layers).config(instrumentations);
  }

  /** The layers of this process, whose files and arguments may configure enforcement. */
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

  /** The exchanges, in the order of their list. */
  public List<Values> exchanges() {
    return exchanges;
  }

  /** The values of the agent and of every issuer, rule and instrumentation, used or not. */
  public List<Values> allValues() {
    return allValues;
  }

  public boolean isEnabled(String instrumentation) {
    return instrumentations.getOrDefault(instrumentation, Boolean.FALSE);
  }

  /** Whether this one is configured so, with a readable value. */
  public boolean isSwitchedOff(String instrumentation) {
    return switchedOff.contains(instrumentation);
  }

  /** Whether {@code tokenrelay.enabled} is {@code false}; an invalid value does not count. */
  public boolean isSwitchedOff() {
    return !get(AgentProperties.ENABLED) && values.isSet(AgentProperties.ENABLED);
  }

  /**
   * Whether the agent does nothing: because it is switched off or, if nothing is to be enforced,
   * the switch has an invalid value.
   */
  public boolean isDisabled() {
    return isSwitchedOff() || (!wantsEnforcement && !get(AgentProperties.ENABLED));
  }

  /** Whether a property is set, and to a valid value. */
  public boolean isSet(Property<?> property) {
    return values.isSet(property);
  }

  /**
   * Whether there is any sign that requests are to be rejected: a mode other than {@code observe},
   * an access rule, a misspelling of either, or an unreadable file that may contain one. Then none
   * of the {@link #problems} may let a request in.
   */
  public boolean wantsEnforcement() {
    return wantsEnforcement;
  }

  /** One line for each thing that an operator must fix; empty when all is well. */
  public List<String> problems() {
    return problems;
  }

  /** One line for each value that its domain refuses; irrelevant if nothing is woven. */
  public List<String> refusals() {
    return refusals;
  }

  /** One line for each value that is valid, but probably not intended. */
  public List<String> notes() {
    return notes;
  }
}
