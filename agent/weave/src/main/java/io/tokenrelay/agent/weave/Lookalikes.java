package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes that look like those of a library of which a shaded copy is woven, under a name that
 * nobody has given. If the copy does not have that class under the name that was given, it is the
 * copy's own: what writes tokens there would do so without what guards caches and credentials. So
 * nothing is written by that copy.
 *
 * <p>Looked for only where {@code tokenrelay.relocations} is set.
 */
final class Lookalikes {
  /** By the last package and the simple name, of the originals' classes. */
  private final Map<String, List<Original>> byEnd = new HashMap<>();

  private final Map<String, List<Rule>> woven;

  private Lookalikes(Map<String, List<Rule>> woven) {
    this.woven = woven;
  }

  /** Null if no copy that writes is woven. */
  static @Nullable Lookalikes of(Map<String, List<Rule>> rulesByInternalName) {
    Map<String, Map<Relocation, List<Rule>>> writers = writersOfCopies(rulesByInternalName);
    if (writers.isEmpty()) {
      return null;
    }
    Lookalikes lookalikes = new Lookalikes(rulesByInternalName);
    for (Map.Entry<String, List<Rule>> each : rulesByInternalName.entrySet()) {
      for (Rule rule : each.getValue()) {
        Map<Relocation, List<Rule>> copies = writers.get(rule.instrumentation());
        if (rule.relocation() == null && copies != null) {
          lookalikes.add(new Original(each.getKey(), copies));
          break;
        }
      }
    }
    return lookalikes;
  }

  private static Map<String, Map<Relocation, List<Rule>>> writersOfCopies(
      Map<String, List<Rule>> rulesByInternalName) {
    Map<String, Map<Relocation, List<Rule>>> writers = new HashMap<>();
    for (List<Rule> rules : rulesByInternalName.values()) {
      for (Rule rule : rules) {
        Relocation relocation = rule.relocation();
        if (relocation != null && rule.role().writes()) {
          writers
              .computeIfAbsent(original(rule.instrumentation()), any -> new LinkedHashMap<>())
              .computeIfAbsent(relocation, any -> new ArrayList<>())
              .add(rule);
        }
      }
    }
    return writers;
  }

  /** {@code okhttp3} of {@code okhttp3 as com.acme.okhttp3}. */
  private static String original(String copy) {
    int as = copy.indexOf(" as ");
    return as < 0 ? copy : copy.substring(0, as);
  }

  private void add(Original original) {
    byEnd.computeIfAbsent(end(original.internalName), any -> new ArrayList<>()).add(original);
  }

  private static String end(String internalName) {
    int last = internalName.lastIndexOf('/');
    return internalName.substring(internalName.lastIndexOf('/', last - 1) + 1);
  }

  /** Asked for each class that an application loads. */
  void see(ClassLoader loader, String internalName, AdviceLinker linker) {
    List<Original> originals = byEnd.get(end(internalName));
    if (originals == null || woven.containsKey(internalName)) {
      return;
    }
    for (Original original : originals) {
      for (Map.Entry<Relocation, List<Rule>> copy : original.copies.entrySet()) {
        if (!has(loader, copy.getKey().internalName(original.internalName))) {
          linker.notWoven(
              loader,
              copy.getValue(),
              new PartlyRelocatedError(original.internalName, internalName));
        }
      }
    }
  }

  private static boolean has(ClassLoader loader, String internalName) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            try {
              return loader.getResource(internalName.concat(".class")) != null;
            } catch (RuntimeException unknown) {
              return false;
            }
          }
        });
  }

  /** A class of a library, and what writes in its copies. */
  private static final class Original {
    final String internalName;
    final Map<Relocation, List<Rule>> copies;

    Original(String internalName, Map<Relocation, List<Rule>> copies) {
      this.internalName = internalName;
      this.copies = copies;
    }
  }
}
