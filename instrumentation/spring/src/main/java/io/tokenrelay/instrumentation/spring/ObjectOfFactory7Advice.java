package io.tokenrelay.instrumentation.spring;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@link ObjectOfFactoryAdvice} for Spring 7, which also passes the requested type. */
public final class ObjectOfFactory7Advice {
  private ObjectOfFactory7Advice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object registry,
      @Advice.Argument(0) Object factory,
      @Advice.Argument(2) String name) {
    return ObjectOfFactoryAdvice.pause(registry, factory, name);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object ofTheThread) {
    ObjectOfFactoryAdvice.exit(ofTheThread);
  }
}
