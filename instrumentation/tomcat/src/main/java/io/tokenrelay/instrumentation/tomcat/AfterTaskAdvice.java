package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/** Where a pool's thread has run a task. */
public final class AfterTaskAdvice {
  private AfterTaskAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter() {
    Work.ended();
  }
}
