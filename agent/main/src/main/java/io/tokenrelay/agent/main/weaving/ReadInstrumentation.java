package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an instrumentation of an extension said of itself when it was read: an index of its own, so
 * that foreign code that throws, or returns null, does so where that is one line.
 */
final class ReadInstrumentation extends Instrumentation {
  /** As in the names of properties. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Advice that several libraries share, as {@link Weave} names it. */
  private static final String SHARED = "io.tokenrelay.instrumentation.spi.advice.";

  private final Purpose purpose;
  private final List<Rule> rules;
  private final String[] ownTasks;
  private final String[] tasksForRequests;
  private final String[] ownWaits;
  private final boolean isServer;
  private final String[] opensPortsBy;
  private final String[] opensPortsOver;
  private final String[] standsOn;

  ReadInstrumentation(Instrumentation said) throws UnusableExtensionException {
    super(named(said));
    this.purpose = Objects.requireNonNull(said.purpose());
    this.rules = own(said);
    this.ownTasks = copied(said.ownTasks());
    this.tasksForRequests = copied(said.tasksForRequests());
    this.ownWaits = copied(said.ownWaits());
    this.isServer = said.isServer();
    this.opensPortsBy = copied(said.opensPortsBy());
    this.opensPortsOver = copied(said.opensPortsOver());
    this.standsOn = copied(said.standsOn());
  }

  private static String named(Instrumentation said) throws UnusableExtensionException {
    String name = said.name();
    if (name == null || !NAME.matcher(name).matches()) {
      throw new UnusableExtensionException(
          "has an instrumentation whose name is not like acme-http: it is part of a property");
    }
    return name;
  }

  /** Rules that it may have been given by others are not its own. */
  private static List<Rule> own(Instrumentation said) {
    String type = said.getClass().getName();
    String folder = type.substring(0, type.lastIndexOf('.') + 1);
    List<Rule> rules = new ArrayList<>(said.rules());
    for (Rule rule : rules) {
      boolean isOwn =
          rule.instrumentation().equals(said.name())
              && (rule.advice().startsWith(folder) || rule.advice().startsWith(SHARED));
      if (!isOwn) {
        throw new IllegalArgumentException("a rule of another instrumentation: " + rule);
      }
    }
    return Collections.unmodifiableList(rules);
  }

  private static String[] copied(String[] said) {
    String[] copy = said.clone();
    for (String each : copy) {
      if (each.isEmpty()) {
        throw new IllegalArgumentException("an empty prefix or glob");
      }
    }
    return copy;
  }

  @Override
  public Purpose purpose() {
    return purpose;
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public String[] ownTasks() {
    return ownTasks;
  }

  @Override
  public String[] tasksForRequests() {
    return tasksForRequests;
  }

  @Override
  public String[] ownWaits() {
    return ownWaits;
  }

  @Override
  public boolean isServer() {
    return isServer;
  }

  @Override
  public String[] opensPortsBy() {
    return opensPortsBy;
  }

  @Override
  public String[] opensPortsOver() {
    return opensPortsOver;
  }

  @Override
  public String[] standsOn() {
    return standsOn;
  }

  @Override
  protected void weave(Weave weave) {
    throw new UnsupportedOperationException(name() + " has been read");
  }
}
