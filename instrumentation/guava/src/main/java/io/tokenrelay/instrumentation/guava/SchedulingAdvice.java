package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/** Where a listening executor creates a scheduled task: what runs later is nobody's. */
public final class SchedulingAdvice {
  private SchedulingAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter() {
    Work.schedules();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Work.scheduled();
  }
}
