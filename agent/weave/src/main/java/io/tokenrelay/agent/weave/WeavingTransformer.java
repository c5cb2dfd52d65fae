package io.tokenrelay.agent.weave;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, and answers null for all but the few that a rule names: one
 * look-up in a hash map. The engine's classes are loaded on the first hit.
 */
final class WeavingTransformer implements ClassFileTransformer {
  private final Map<String, List<Rule>> rulesByInternalName;
  private final Weaver weaver;
  private final WeavingListener listener;
  private final WovenClasses woven;
  private final @Nullable RulesForAnyType forAnyType;
  private final @Nullable Lookalikes lookalikes;
  private final AdviceLinker linker;
  private final Map<ClassLoader, Set<String>> offered = new WeakHashMap<>();

  WeavingTransformer(
      Map<String, List<Rule>> rulesByInternalName,
      Weaver weaver,
      WeavingListener listener,
      WovenClasses woven,
      AdviceLinker linker) {
    this(rulesByInternalName, null, null, weaver, listener, woven, linker);
  }

  WeavingTransformer(
      Map<String, List<Rule>> rulesByInternalName,
      @Nullable RulesForAnyType forAnyType,
      @Nullable Lookalikes lookalikes,
      Weaver weaver,
      WeavingListener listener,
      WovenClasses woven,
      AdviceLinker linker) {
    this.forAnyType = forAnyType;
    this.lookalikes = lookalikes;
    this.rulesByInternalName = rulesByInternalName;
    this.weaver = weaver;
    this.listener = listener;
    this.woven = woven;
    this.linker = linker;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || loader == null) {
      return null;
    }
    List<Rule> rules = rulesByInternalName.get(internalName);
    if (rules == null && lookalikes != null) {
      lookalikes.see(loader, internalName, linker);
    }
    if (rules == null && forAnyType != null) {
      rules = forAnyType.of(loader, internalName, classFile);
    }
    if (rules == null) {
      return null;
    }
    offered(loader).add(internalName);
    return weave(loader, internalName.replace('/', '.'), redefined != null, classFile, rules);
  }

  private byte @Nullable [] weave(
      ClassLoader loader, String type, boolean again, byte[] classFile, List<Rule> named) {
    try {
      StackRoom.need();
      return wovenOrTold(loader, type, classFile, named);
    } catch (VirtualMachineError noRoom) {
      if (again) {
        tellNotWoven(loader, type, named, noRoom);
      } else {
        offered(loader).remove(type.replace('.', '/')); // it says nothing of the class
        listener.postponed();
      }
      return null;
    }
  }

  /** What is wrong with the rules of one instrumentation costs the others nothing. */
  private byte @Nullable [] wovenOrTold(
      ClassLoader loader, String type, byte[] classFile, List<Rule> named) {
    try {
      return woven(loader, type, classFile, named);
    } catch (VirtualMachineError noRoom) {
      throw noRoom;
    } catch (Throwable failure) {
      List<List<Rule>> apart = byInstrumentation(named);
      if (apart.size() > 1) {
        return wovenApart(loader, type, classFile, apart);
      }
      tellNotWoven(loader, type, named, failure);
      return null;
    }
  }

  private byte @Nullable [] woven(
      ClassLoader loader, String type, byte[] classFile, List<Rule> named)
      throws UnweavableException {
    List<Rule> rules = DeclaredMethods.meant(named, classFile);
    if (rules.isEmpty()) {
      return null;
    }
    byte[] result = weaver.weave(loader, type, classFile, rules);
    if (result == null) {
      if (isMisfit(rules)) {
        listener.misfit(
            rules.get(0).instrumentation(), type, DeclaredMethods.lacking(rules, classFile));
      }
    } else {
      woven.add(type, rules);
      listener.woven(type, rules.size());
    }
    return result;
  }

  /**
   * One instrumentation after the other. The first is woven last: what it begins is around all
   * others, as if they were woven at once.
   */
  private byte @Nullable [] wovenApart(
      ClassLoader loader, String type, byte[] classFile, List<List<Rule>> apart) {
    byte[] result = null;
    for (int i = apart.size() - 1; i >= 0; i--) {
      byte[] more = wovenOrTold(loader, type, result == null ? classFile : result, apart.get(i));
      result = more == null ? result : more;
    }
    return result;
  }

  private void tellNotWoven(ClassLoader loader, String type, List<Rule> rules, Throwable failure) {
    boolean isExpected = failure instanceof UnweavableException;
    listener.notWoven(type, isExpected ? String.valueOf(failure.getMessage()) : failure.toString());
    linker.notWoven(loader, rules, failure);
  }

  private static List<List<Rule>> byInstrumentation(List<Rule> rules) {
    Map<String, List<Rule>> apart = new LinkedHashMap<>();
    for (Rule rule : rules) {
      List<Rule> own = apart.get(rule.instrumentation());
      if (own == null) { // no lambda at start
        own = new ArrayList<>();
        apart.put(rule.instrumentation(), own);
      }
      own.add(rule);
    }
    return new ArrayList<>(apart.values());
  }

  /**
   * Whether a class that a rule names is not woven though it may be possible: it could not be when
   * it was loaded, since stack or memory was short, or it was never offered, since the JVM itself
   * got no further. If it cannot be woven when it is retransformed either, that is said and it
   * stays as it is.
   */
  boolean hasMissed(Class<?> loaded) {
    String internalName = loaded.getName().replace('.', '/');
    ClassLoader loader = loaded.getClassLoader();
    return loader != null
        && rulesByInternalName.containsKey(internalName)
        && !offered(loader).contains(internalName);
  }

  /** The names of the classes that were offered of one loader. */
  private Set<String> offered(ClassLoader loader) {
    synchronized (offered) {
      Set<String> names = offered.get(loader);
      if (names == null) {
        names = ConcurrentHashMap.newKeySet();
        offered.put(loader, names);
      }
      return names;
    }
  }

  private static boolean isMisfit(List<Rule> rules) {
    for (Rule rule : rules) {
      if (!rule.isInSomeVersions()) {
        return true;
      }
    }
    return false;
  }
}
