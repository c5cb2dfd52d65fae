package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, and answers null for all but the few that a rule names: one
 * look-up in a hash map. The weaver, and with it the engine's classes, is made on the first hit.
 */
final class WeavingTransformer implements ClassFileTransformer {
  private final Map<String, List<Rule>> rulesByInternalName;
  private final Supplier<Weaver> weaverSource;
  private final WeavingListener listener;
  private final WovenClasses woven;
  private volatile @Nullable Weaver weaver;

  WeavingTransformer(
      Map<String, List<Rule>> rulesByInternalName,
      Supplier<Weaver> weaverSource,
      WeavingListener listener,
      WovenClasses woven) {
    this.rulesByInternalName = rulesByInternalName;
    this.weaverSource = weaverSource;
    this.listener = listener;
    this.woven = woven;
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
    if (rules == null) {
      return null;
    }
    return weave(loader, internalName.replace('/', '.'), classFile, rules, redefined != null);
  }

  private byte @Nullable [] weave(
      ClassLoader loader, String type, byte[] classFile, List<Rule> rules, boolean reload) {
    try {
      byte[] result = weaver().weave(loader, type, classFile, rules, reload);
      if (result == null) {
        listener.notWoven(type, "it declares none of the methods " + rules);
      } else {
        woven.add(rules.size());
        listener.woven(type, rules.size());
      }
      return result;
    } catch (UnweavableException reason) {
      listener.notWoven(type, String.valueOf(reason.getMessage()));
      return null;
    } catch (Throwable failure) {
      listener.notWoven(type, failure.toString());
      return null;
    }
  }

  private Weaver weaver() {
    Weaver existing = weaver;
    if (existing == null) {
      synchronized (this) {
        existing = weaver;
        if (existing == null) {
          existing = weaverSource.get();
          weaver = existing;
        }
      }
    }
    return existing;
  }
}
