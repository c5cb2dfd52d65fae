package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/** The same, in 3.2 to 3.5, where only the pool's own object around a task is seen to run. */
public final class RunInnerTaskAdvice {
  private RunInnerTaskAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Runnable task) throws IllegalAccessException {
    Work.begins(Inner.of(task));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Work.ended();
  }
}
