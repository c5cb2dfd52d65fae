package io.tokenrelay.agent.weave;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

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
        missed.add(type); // it says nothing of the class
        listener.postponed();
        return null;
      }
      listener.notWoven(type, failure.toString());
      linker.notWoven(loader, named, failure);
      return null;
    }
  }

  /**
   * Whether a class could not be woven when it was loaded, since stack or memory was short. If it
   * cannot be woven when it is retransformed either, that is said and it stays as it is.
   */
  boolean hasMissed(String type) {
    return missed.contains(type);
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
