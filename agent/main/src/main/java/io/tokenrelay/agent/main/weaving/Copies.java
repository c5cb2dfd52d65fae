package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.main.config.RelocatedPackage;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the relocated packages belong to one shaded copy of a library: a library and what it
 * stands on may each have been relocated, several times. Where a package is there under several
 * names, the one with the longest beginning in common belongs to a copy.
 */
final class Copies {
  private final List<RelocatedPackage> packages;
  private final List<String> problems;

  /**
   * @param problems gets a line where it cannot be told what belongs to what
   */
  Copies(List<RelocatedPackage> packages, List<String> problems) {
    this.packages = packages;
    this.problems = problems;
  }

  /** The shaded copies of one library. */
  List<Relocation> of(Instrumentation library) {
    Set<String> roots = new LinkedHashSet<>();
    Map<Set<RelocatedPackage>, Relocation> copies = new LinkedHashMap<>();
    for (RelocatedPackage each : packages) {
      if (isOf(library, each.original())) {
        roots.add(each.original());
      }
    }
    for (RelocatedPackage each : packages) {
      if (roots.contains(each.original())) {
        List<RelocatedPackage> together = belongingTo(each, roots);
        Set<RelocatedPackage> own = new LinkedHashSet<>();
        for (RelocatedPackage part : packages) { // in one order
          if (together.contains(part) && roots.contains(part.original())) {
            own.add(part);
          }
        }
        copies.putIfAbsent(own, relocation(together));
      }
    }
    List<Relocation> whole = new ArrayList<>();
    for (Map.Entry<Set<RelocatedPackage>, Relocation> copy : copies.entrySet()) {
      if (!isPart(copy.getKey(), copies.keySet())) {
        whole.add(copy.getValue());
      }
    }
    return whole;
  }

  /** Whether classes of the library's own lie in a package. */
  private static boolean isOf(Instrumentation library, String original) {
    for (Rule rule : library.rules()) {
      if (rule.type().startsWith(original + '.') && !standsOn(library, rule.type())) {
        return true;
      }
    }
    return false;
  }

  private static boolean standsOn(Instrumentation library, String type) {
    for (String prefix : library.standsOn()) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(Set<RelocatedPackage> one, Iterable<Set<RelocatedPackage>> all) {
    for (Set<RelocatedPackage> other : all) {
      if (other.size() > one.size() && other.containsAll(one)) {
        return true;
      }
    }
    return false;
  }

  private List<RelocatedPackage> belongingTo(RelocatedPackage root, Set<String> roots) {
    List<RelocatedPackage> together = new ArrayList<>();
    together.add(root);
    for (String original : originals()) {
      if (!original.equals(root.original())) {
        List<RelocatedPackage> nearest = nearest(root, original);
        if (nearest.size() == 1 && nearest(nearest.get(0), root.original()).contains(root)) {
          together.add(nearest.get(0));
        } else if (nearest.size() > 1 && roots.contains(original) && areUndecided(root, nearest)) {
          problem(nearest, root);
        }
      }
    }
    return together;
  }

  /** If not, they belong to another copy, or to all. */
  private boolean areUndecided(RelocatedPackage root, List<RelocatedPackage> others) {
    for (RelocatedPackage other : others) {
      List<RelocatedPackage> roots = nearest(other, root.original());
      if (roots.size() == 1 || !roots.contains(root)) {
        return false;
      }
    }
    return true;
  }

  private void problem(List<RelocatedPackage> nearest, RelocatedPackage root) {
    List<String> names = new ArrayList<>();
    for (RelocatedPackage each : nearest) {
      names.add(each.relocated());
    }
    String line =
        "which of "
            + String.join(" and ", names)
            + " belongs to "
            + root.relocated()
            + " cannot be told from their names; what belongs together must begin alike";
    if (!problems.contains(line)) {
      problems.add(line);
    }
  }

  private Set<String> originals() {
    Set<String> originals = new LinkedHashSet<>();
    for (RelocatedPackage each : packages) {
      originals.add(each.original());
    }
    return originals;
  }

  /** The names of a package that have the most in common with a name of another. */
  private List<RelocatedPackage> nearest(RelocatedPackage to, String original) {
    List<RelocatedPackage> nearest = new ArrayList<>();
    int most = 0;
    for (RelocatedPackage each : packages) {
      if (each.original().equals(original)) {
        int common = common(each.relocated(), to.relocated());
        if (common > most) {
          nearest.clear();
          most = common;
        }
        if (common == most) {
          nearest.add(each);
        }
      }
    }
    return nearest;
  }

  /** How many parts they have in common at their beginnings. */
  private static int common(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    int common = 0;
    while (common < Math.min(left.length, right.length) && left[common].equals(right[common])) {
      common++;
    }
    return common;
  }

  private static Relocation relocation(List<RelocatedPackage> together) {
    Map<String, String> prefixes = new TreeMap<>();
    for (RelocatedPackage each : together) {
      prefixes.put(each.original(), each.relocated());
    }
    return new Relocation(prefixes);
  }
}
