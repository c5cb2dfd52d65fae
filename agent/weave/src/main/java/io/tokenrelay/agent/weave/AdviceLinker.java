package io.tokenrelay.agent.weave;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the advice for a woven call site when it runs for the first time, and switches an
 * instrumentation off where its advice does not work. Called by {@code java.lang.TokenRelay}.
 *
 * <p>A library that does not fit its advice (another version, a type that is not there) shows here,
 * as a linkage error. A site that does nothing is safe where a header would have been written, not
 * where work is carried: half of a carrier is worse than none. So what fails is off as a whole,
 * beside the loader that it failed in, before the woven method goes on.
 */
final class AdviceLinker implements TokenRelay.Linker {
  private final WovenAdvices advices;
  private final ClassLoader agentLoader;
  private final WeavingListener listener;
  private final Off off;
  private final Initialisers initialisers;
  private final Map<ClassLoader, Beside> libraries = new WeakHashMap<>();

  /** Where carrying has failed. */
  private final Map<ClassLoader, Boolean> failed = new WeakHashMap<>();

  AdviceLinker(WovenAdvices advices, ClassLoader agentLoader, WeavingListener listener) {
    this.advices = advices;
    this.agentLoader = agentLoader;
    this.listener = listener;
    this.off = new Off(agentLoader);
    this.initialisers = new Initialisers(agentLoader);
  }

  /**
   * With our own rights, whoever's code the woven method was called by.
   *
   * @throws StackOverflowError if the stack has too little room for what the advice uses: this once
   *     it does nothing, and the JVM asks again when the site is reached again
   */
  @Override
  public CallSite link(
      Class<?> caller, String adviceClass, String method, MethodType type, boolean boxed) {
    StackRoom.need();
    return AccessController.doPrivileged(
        new PrivilegedAction<CallSite>() {
          @Override
          public CallSite run() {
            return linked(caller, adviceClass, method, type, boxed);
          }
        });
  }

  private CallSite linked(
      Class<?> caller, String adviceClass, String method, MethodType type, boolean boxed) {
    WovenAdvice advice = advices.of(caller.getName(), adviceClass);
    ClassLoader application = caller.getClassLoader();
    Beside beside = beside(application);
    MethodHandle found = null;
    Throwable misfit = null;
    try {
      found = beside.find(application, advice.relocation, adviceClass, method, type);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
      misfit = failure;
    }
    beside.initialise(application, advice.relocation, adviceClass, initialisers);
    Site site = Site.of(caller, advice, adviceClass, method, type, found, boxed);
    beside.add(site);
    if (misfit != null) {
      listener.adviceFailed(adviceClass, misfit);
      switchOff(advice, application, caller, misfit);
    } else {
      listener.linked(adviceClass, method);
      if (advice.role.writes()) {
        stopIfSomebodyFailed(beside, application, caller);
      }
    }
    return site;
  }

  @Override
  public void failed(Throwable thrown, Class<?> caller, String adviceClass) {
    WovenAdvice advice = advices.of(caller.getName(), adviceClass);
    if (advice.role.carries()) {
      Relay.open(null); // first of all, and whatever else fails
    } else if (advice.role == Role.RECEIVES) {
      Relay.clear();
    }
    AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Void>() {
          @Override
          public @Nullable Void run() {
            if (isMisfit(thrown, advice.role)) {
              switchOff(advice, caller.getClassLoader(), caller, thrown);
            }
            listener.adviceFailed(adviceClass, thrown);
            return null;
          }
        });
  }

  /** Decided before anything is said of it. */
  @Override
  public boolean failedAtDoor(Throwable thrown, Class<?> caller, String adviceClass) {
    boolean shut = Relay.inbound().isEnforcing();
    try {
      failed(thrown, caller, adviceClass);
    } catch (RuntimeException | Error unsaid) {
      // It is decided.
    }
    return shut;
  }

  @Override
  public void suppressed(Throwable thrown) {
    listener.adviceFailed(Thrower.of(thrown), thrown);
  }

  /**
   * A class that its rules name could not be woven: what the others of its instrumentation begin
   * would not be ended there.
   */
  void notWoven(ClassLoader application, List<Rule> rules, Throwable failure) {
    for (Rule rule : rules) {
      switchOff(advices.of(rule.type(), rule.advice()), application, null, failure);
    }
  }

  /**
   * Whether what an advice threw says that it does not fit, so that it will do so again. A stack
   * that overflows or memory that is short says nothing of it; and what an odd request makes a
   * server's advice throw, or an odd call a writer's, ends with that one.
   */
  private static boolean isMisfit(Throwable thrown, Role role) {
    if (isOfTheJvm(thrown)
        || (thrown instanceof BootstrapMethodError && isOfTheJvm(thrown.getCause()))) {
      return false;
    }
    return role.carries() || thrown instanceof LinkageError;
  }

  private static boolean isOfTheJvm(@Nullable Throwable thrown) {
    return thrown instanceof VirtualMachineError || thrown instanceof ThreadDeath;
  }

  private void switchOff(
      WovenAdvice advice, ClassLoader application, @Nullable Class<?> caller, Throwable failure) {
    Beside beside = beside(application);
    if (advice.role.carries()) {
      stopWriting(application, caller);
    }
    if (!beside.begin(Outage.of(advice))) {
      return;
    }
    String place = Place.of(application, caller);
    if (advice.role == Role.RECEIVES
        && Relay.inbound().isEnforcing()
        && (caller == null || !advices.haveDoor(advice, off))) {
      listener.opened(advice.instrumentation, place, failure);
    } else {
      listener.switchedOff(advice.instrumentation, advice.role, place, failure);
    }
  }

  /** Where carrying fails, nothing is written by whatever the same application may call. */
  private void stopWriting(ClassLoader application, @Nullable Class<?> caller) {
    synchronized (failed) {
      failed.put(application, true);
    }
    beside(application).begin(Outage.OF_WRITING);
    for (Beside other : all()) {
      ClassLoader others = other.application();
      if (others != null && others != application && Neighbours.areInLine(application, others)) {
        other.begin(Outage.OF_WRITING);
      }
    }
    if (caller == null) {
      return; // a class is being loaded: no loader may be asked for others
    }
    for (Beside other : all()) {
      ClassLoader others = other.application();
      if (others != null
          && others != application
          && Neighbours.share(application, caller, others, other.writers())) {
        other.begin(Outage.OF_WRITING);
      }
    }
  }

  /** The same for what is linked only after it has failed. */
  private void stopIfSomebodyFailed(Beside beside, ClassLoader application, Class<?> caller) {
    List<ClassLoader> suspects;
    synchronized (failed) {
      if (failed.isEmpty()) {
        return;
      }
      suspects = new ArrayList<>(failed.keySet());
    }
    for (ClassLoader suspect : suspects) {
      if (Neighbours.areInLine(suspect, application)
          || Neighbours.share(application, caller, suspect, new ArrayList<>())) {
        beside.begin(Outage.OF_WRITING);
        return;
      }
    }
  }

  private Beside beside(ClassLoader application) {
    synchronized (libraries) {
      Beside beside = libraries.get(application);
      if (beside == null) {
        beside = new Beside(application, agentLoader, off);
        libraries.put(application, beside);
      }
      return beside;
    }
  }

  private List<Beside> all() {
    synchronized (libraries) {
      return new ArrayList<>(libraries.values());
    }
  }
}
