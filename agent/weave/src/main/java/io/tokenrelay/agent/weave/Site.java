package io.tokenrelay.agent.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A call site of one advice method in one woven class. It can be turned off while threads are on
 * their way through the method that it lies in; until then it costs what a constant one costs.
 *
 * <p>Kept by the woven class alone: it reaches the advice, and so the application's loader.
 */
final class Site extends MutableCallSite {
  final WovenAdvice advice;
  final String adviceClass;
  final String method;
  private final WeakReference<Class<?>> caller;
  private final MethodType adviceType;
  private final @Nullable MethodHandle found;
  private final boolean boxed;

  private Site(
      Class<?> caller,
      WovenAdvice advice,
      String adviceClass,
      String method,
      MethodType adviceType,
      @Nullable MethodHandle found,
      MethodHandle target,
      boolean boxed) {
    super(target);
    this.caller = new WeakReference<>(caller);
    this.advice = advice;
    this.adviceClass = adviceClass;
    this.method = method;
    this.adviceType = adviceType;
    this.found = found;
    this.boxed = boxed;
  }

  /**
   * @param found the advice method; null where it does not fit
   */
  static Site of(
      Class<?> caller,
      WovenAdvice advice,
      String adviceClass,
      String method,
      MethodType type,
      @Nullable MethodHandle found,
      boolean boxed) {
    MethodHandle target = found == null ? TokenRelay.nothing(type) : found;
    return new Site(
        caller,
        advice,
        adviceClass,
        method,
        type,
        found,
        boxed ? TokenRelay.boxed(target) : target,
        boxed);
  }

  /** The woven class; null when it is gone. */
  @Nullable Class<?> caller() {
    return caller.get();
  }

  /** Makes it what it is to be once its instrumentation is off. */
  void turnOff(Off off) {
    MethodHandle target = off.target(adviceClass, method, advice.role, adviceType, found);
    setTarget(boxed ? TokenRelay.boxed(target) : target);
  }
}
