package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Starts weaving, and tells how far it has come. The entry point of this module, called by the
 * wiring at start.
 */
public final class Weaving {
  private final RulesByClass rules;
  private final WovenClasses woven = new WovenClasses();
  private final java.lang.instrument.Instrumentation jvm;
  private final WeavingListener listener;
  private final AdviceLinker linker;
  private final WeavingTransformer transformer;
  private final Set<String> serversBefore = new TreeSet<>();

  private Weaving(
      java.lang.instrument.Instrumentation jvm,
      RulesByClass rules,
      ClassLoader agentLoader,
      WeavingListener listener) {
    this.jvm = jvm;
    this.rules = rules;
    this.listener = listener;
    this.linker = new AdviceLinker(new WovenAdvices(rules), agentLoader, listener);
    this.transformer =
        new WeavingTransformer(
            rules.byInternalName(),
            RulesForAnyType.of(rules.forAnyType()),
            rules.hasCopies() ? Lookalikes.of(rules.byInternalName()) : null,
            new AsmFirstWeaver(agentLoader),
            listener,
            woven,
            linker);
  }

  /**
   * Weaves the rules of some instrumentations from now on, and into those of their classes that are
   * loaded already.
   *
   * @param jvm what the JVM gave to premain
   * @param instrumentations the instrumentations that are switched on
   * @param agentLoader where advice class files are read from, and what advice sees beside the
   *     library
   * @param enforcing whether rules that name no class are woven, too
   * @param listener told what becomes of them
   */
  public static Weaving start(
      java.lang.instrument.Instrumentation jvm,
      List<Instrumentation> instrumentations,
      ClassLoader agentLoader,
      boolean enforcing,
      WeavingListener listener) {
    Weaving weaving =
        new Weaving(jvm, RulesByClass.of(instrumentations, enforcing), agentLoader, listener);
    TokenRelay.connect(weaving.linker);
    jvm.addTransformer(weaving.transformer, true);
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (weaving.rules.byInternalName().containsKey(loaded.getName().replace('.', '/'))) {
        weaving.reload(loaded);
        weaving.noteServersOf(loaded);
      }
    }
    return weaving;
  }

  /** What is woven into a server's constructor does not reach those that are there. */
  private void noteServersOf(Class<?> loaded) {
    List<Rule> named = rules.byInternalName().get(loaded.getName().replace('.', '/'));
    if (named != null) {
      for (Rule rule : named) {
        if (rule.role() == Role.RECEIVES && rule.method().equals(Rule.CONSTRUCTOR)) {
          serversBefore.add(rule.instrumentation());
        }
      }
    }
  }

  /**
   * The instrumentations of servers that are taken when they are made, and whose classes were
   * loaded before the weaving was started: where the application was running by then, such a server
   * may be there, and will never be reached.
   */
  public Set<String> serversBefore() {
    return serversBefore;
  }

  /** Weaves the classes that could not be woven, or were not offered, when they were loaded. */
  public void weaveMissed() {
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (transformer.hasMissed(loaded)) {
        listener.late(loaded.getName());
        reload(loaded);
      }
    }
  }

  /** How many rules there are. */
  public int rules() {
    return rules.count();
  }

  /** How many rules have found their class so far. */
  public int wovenRules() {
    return woven.rules();
  }

  /** How many classes have been woven so far. */
  public int wovenClasses() {
    return woven.classes();
  }

  /** Their names, sorted, by the instrumentation that they are woven for. */
  public Map<String, List<String>> wovenByInstrumentation() {
    return woven.byInstrumentation();
  }

  /** Whether a class has been woven by which requests come into a server. */
  public boolean hasDoor(Instrumentation server) {
    for (Rule rule : server.rules()) {
      if (rule.role() == Role.RECEIVES && woven.contain(rule.type(), rule.instrumentation())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is by this method, which has been woven, that requests come into a server. */
  public boolean isDoor(Instrumentation server, String type, String method) {
    for (Rule rule : server.rules()) {
      if (rule.role() == Role.RECEIVES
          && rule.type().equals(type)
          && rule.method().equals(method)
          && woven.contain(type, rule.instrumentation())) {
        return true;
      }
    }
    return false;
  }

  /** One that an agent attached late, or a class archive, has made the JVM load before us. */
  private void reload(Class<?> loaded) {
    if (!jvm.isModifiableClass(loaded)) {
      return;
    }
    try {
      jvm.retransformClasses(loaded);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError failure) {
      listener.notWoven(loaded.getName(), failure.toString());
      notWoven(loaded, failure);
    }
  }

  private void notWoven(Class<?> loaded, Throwable failure) {
    List<Rule> named = rules.byInternalName().get(loaded.getName().replace('.', '/'));
    ClassLoader loader = loaded.getClassLoader();
    if (named != null && loader != null) {
      linker.notWoven(loader, named, failure);
    }
  }
}
