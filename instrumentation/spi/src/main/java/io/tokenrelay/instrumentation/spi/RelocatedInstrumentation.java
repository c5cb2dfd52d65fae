package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An instrumentation, for a shaded copy of its library. The copy is a library of its own: what
 * fails there is off there. Its advice is that of the original, with the library's names renamed
 * when it is loaded.
 *
 * <p>Rules for whatever class of an application are none of it: they are there already.
 */
public final class RelocatedInstrumentation extends Instrumentation {
  private final Instrumentation original;
  private final Relocation relocation;
  private final List<Rule> rules;

  /**
   * @param without classes of the copy that are left as they are
   */
  public RelocatedInstrumentation(
      Instrumentation original, Relocation relocation, Collection<String> without) {
    super(original.name() + " as " + prefixes(original, relocation));
    this.original = original;
    this.relocation = relocation;
    List<Rule> renamed = new ArrayList<>();
    for (Rule rule : original.rules()) {
      if (relocation.prefixOf(rule.type()) != null
          && !without.contains(relocation.type(rule.type()))) {
        renamed.add(rule.relocated(name(), relocation));
      }
    }
    this.rules = Collections.unmodifiableList(renamed);
  }

  private static String prefixes(Instrumentation original, Relocation relocation) {
    Set<String> prefixes = new TreeSet<>();
    for (Rule rule : original.rules()) {
      String prefix = relocation.prefixOf(rule.type());
      if (prefix != null) {
        prefixes.add(prefix);
      }
    }
    return String.join(" and ", prefixes);
  }

  @Override
  public Purpose purpose() {
    return original.purpose();
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public String[] ownTasks() {
    return beginnings(original.ownTasks());
  }

  @Override
  public String[] tasksForRequests() {
    return beginnings(original.tasksForRequests());
  }

  @Override
  public String[] ownWaits() {
    List<String> renamed = new ArrayList<>();
    for (String glob : original.ownWaits()) {
      add(relocation.glob(glob), renamed);
    }
    return renamed.toArray(new String[0]);
  }

  /** Some of its doors may be in what was not relocated. */
  @Override
  public boolean isServer() {
    return original.isServer() && !rules.isEmpty();
  }

  @Override
  public String[] opensPortsBy() {
    return beginnings(original.opensPortsBy());
  }

  @Override
  public String[] opensPortsOver() {
    return beginnings(original.opensPortsOver());
  }

  private String[] beginnings(String[] originals) {
    List<String> renamed = new ArrayList<>();
    for (String each : originals) {
      add(relocation.beginning(each), renamed);
    }
    return renamed.toArray(new String[0]);
  }

  private static void add(@Nullable String name, List<String> to) {
    if (name != null) {
      to.add(name);
    }
  }

  @Override
  protected void weave(Weave weave) {
    throw new UnsupportedOperationException(name() + " has the rules of " + original.name());
  }
}
