package io.tokenrelay.agent.weave;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
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
  private final AdviceLinker linker;
  private final Map<ClassLoader, Set<String>> offered = new WeakHashMap<>();

  WeavingTransformer(
      Map<String, List<Rule>> rulesByInternalName,
      Weaver weaver,
      WeavingListener listener,
      WovenClasses woven,
      AdviceLinker linker) {
    this(rulesByInternalName, null, weaver, listener, woven, linker);
  }

  WeavingTransformer(
      Map<String, List<Rule>> rulesByInternalName,
      @Nullable RulesForAnyType forAnyType,
      Weaver weaver,
      WeavingListener listener,
      WovenClasses woven,
      AdviceLinker linker) {
    this.forAnyType = forAnyType;
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
      List<Rule> rules = DeclaredMethods.meant(named, classFile);
      if (rules.isEmpty()) {
        return null;
      }
      byte[] result = weaver.weave(loader, type, classFile, rules);
      if (result == null) {
        if (isMisfit(rules)) {
          listener.notWoven(type, "it declares none of the methods " + rules);
        }
      } else {
        woven.add(type, rules);
        listener.woven(type, rules.size());
      }
      return result;
    } catch (UnweavableException reason) {
      listener.notWoven(type, String.valueOf(reason.getMessage()));
      linker.notWoven(loader, named, reason);
      return null;
    } catch (Throwable failure) {
      if (failure instanceof VirtualMachineError && !again) {
        offered(loader).remove(type.replace('.', '/')); // it says nothing of the class
        listener.postponed();
        return null;
      }
      listener.notWoven(type, failure.toString());
      linker.notWoven(loader, named, failure);
      return null;
    }
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
