package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.config.Distance;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.RelocatedPackage;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.RelocatedInstrumentation;
import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shaded copies of libraries that {@code tokenrelay.relocations} names. Each instrumentation
 * whose library is relocated gets one more for each copy, beside the original. Made only where the
 * property is set.
 */
final class Relocations {
  private final List<RelocatedPackage> packages;
  private final Map<Instrumentation, List<Instrumentation>> copies = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Relocations(List<RelocatedPackage> packages) {
    this.packages = new ArrayList<>(new LinkedHashMap<>(byText(packages)).values());
  }

  private static Map<String, RelocatedPackage> byText(List<RelocatedPackage> packages) {
    Map<String, RelocatedPackage> once = new LinkedHashMap<>();
    for (RelocatedPackage each : packages) {
      once.put(each.toString(), each);
    }
    return once;
  }

  static Relocations of(List<RelocatedPackage> packages, List<Instrumentation> originals) {
    Relocations relocations = new Relocations(packages);
    relocations.findUnknown(originals);
    relocations.copy(originals);
    return relocations;
  }

  /**
   * None, in a JVM that runs already: its classes may have been loaded, so that half of a copy
   * would be woven, and that half could write what the other guards.
   */
  static Relocations ofRunningJvm() {
    Relocations none = new Relocations(Collections.<RelocatedPackage>emptyList());
    none.problems.add(
        "no shaded copy is woven, since the agent was attached to a running JVM: start the service"
            + " with -javaagent");
    return none;
  }

  /** The copies of an instrumentation's library. */
  List<Instrumentation> copiesOf(Instrumentation original) {
    return copies.getOrDefault(original, Collections.<Instrumentation>emptyList());
  }

  /** One line for each thing that cannot be woven as it is configured. */
  List<String> problems() {
    List<String> lines = new ArrayList<>();
    for (String problem : problems) {
      lines.add(AgentProperties.RELOCATIONS + ": " + problem);
    }
    return lines;
  }

  /**
   * Adds those of the copies to names that tasks' classes begin with; those of libraries without an
   * instrumentation, too.
   */
  void addBeginnings(List<String> beginnings) {
    Set<String> renamed = new LinkedHashSet<>();
    for (RelocatedPackage each : packages) {
      for (String beginning : beginnings) {
        String name = relocation(each).beginning(beginning);
        if (name != null) {
          renamed.add(name);
        }
      }
    }
    beginnings.addAll(renamed);
  }

  /** The same for globs. */
  void addGlobs(List<String> globs) {
    Set<String> renamed = new LinkedHashSet<>();
    for (RelocatedPackage each : packages) {
      for (String glob : globs) {
        String name = relocation(each).glob(glob);
        if (name != null) {
          renamed.add(name);
        }
      }
    }
    globs.addAll(renamed);
  }

  private static Relocation relocation(RelocatedPackage only) {
    return new Relocation(Collections.singletonMap(only.original(), only.relocated()));
  }

  private void copy(List<Instrumentation> originals) {
    Set<String> taken = types(originals);
    Copies all = new Copies(packages, problems);
    Map<String, Relocation> owners = new HashMap<>();
    Set<String> disputed = new TreeSet<>();
    Map<Instrumentation, List<Relocation>> found = new LinkedHashMap<>();
    for (Instrumentation original : originals) {
      List<Relocation> relocations = all.of(original);
      found.put(original, relocations);
      owners.clear();
      for (Relocation relocation : relocations) {
        for (Rule rule : original.rules()) {
          String name = relocation.type(rule.type());
          Relocation owner = name.equals(rule.type()) ? null : owners.put(name, relocation);
          if (owner != null && !owner.equals(relocation)) {
            disputed.add(name);
          }
        }
      }
    }
    if (!disputed.isEmpty()) {
      problems.add(
          "several copies share "
              + String.join(", ", disputed)
              + ", which is not woven: give each copy the packages that it stands on");
      taken.addAll(disputed);
    }
    for (Map.Entry<Instrumentation, List<Relocation>> each : found.entrySet()) {
      copies.put(each.getKey(), made(each.getKey(), each.getValue(), taken));
    }
  }

  private static List<Instrumentation> made(
      Instrumentation original, List<Relocation> relocations, Set<String> taken) {
    List<Instrumentation> made = new ArrayList<>();
    for (Relocation relocation : relocations) {
      Instrumentation copy = new RelocatedInstrumentation(original, relocation, taken);
      if (!copy.rules().isEmpty()) {
        made.add(copy);
      }
    }
    return made;
  }

  private static Set<String> types(List<Instrumentation> instrumentations) {
    Set<String> types = new HashSet<>();
    for (Instrumentation each : instrumentations) {
      for (Rule rule : each.rules()) {
        types.add(rule.type());
      }
    }
    return types;
  }

  private void findUnknown(List<Instrumentation> originals) {
    Set<String> known = new TreeSet<>();
    for (Instrumentation each : originals) {
      addNames(each, known);
    }
    known.addAll(TaskOwnership.libraries());
    for (RelocatedPackage each : packages) {
      String original = each.original();
      if (!isKnown(original, known)) {
        String nearest = nearest(original, known);
        problems.add(
            original
                + " is no library that TokenRelay weaves"
                + (nearest == null
                    ? ", and nothing of it is woven as " + each.relocated()
                    : "; did you mean " + nearest + '?'));
      }
    }
  }

  private static void addNames(Instrumentation of, Set<String> known) {
    for (Rule rule : of.rules()) {
      known.add(rule.type());
      if (rule.parameters() != null) {
        known.addAll(rule.parameters());
      }
    }
    for (String[] names :
        new String[][] {
          of.ownTasks(),
          of.tasksForRequests(),
          of.ownWaits(),
          of.opensPortsBy(),
          of.opensPortsOver()
        }) {
      Collections.addAll(known, names);
    }
  }

  private static boolean isKnown(String original, Set<String> known) {
    for (String name : known) {
      String beginning = name.replaceFirst("\\.?\\*?$", ".");
      if (beginning.startsWith(original + '.') || (original + '.').startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Among the packages that have as many parts, or one more or less. */
  private static @Nullable String nearest(String original, Set<String> known) {
    String nearest = null;
    int least = 2 + original.length() / 10;
    int parts = original.split("\\.", -1).length;
    for (String name : known) {
      String[] words = name.split("\\.", -1);
      for (int count = parts - 1; count <= Math.min(parts + 1, words.length - 1); count++) {
        String candidate = String.join(".", Arrays.copyOf(words, count));
        int distance = Distance.between(original, candidate);
        if (distance < least && distance * 2 < candidate.length()) {
          nearest = candidate;
          least = distance;
        }
      }
    }
    return nearest;
  }
}
