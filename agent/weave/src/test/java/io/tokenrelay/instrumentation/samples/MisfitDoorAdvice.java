package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Door;
import net.bytebuddy.asm.Advice;

/** A door of another version of the library: its advice cannot be linked. */
@Door
public final class MisfitDoorAdvice {
  private static final Object USED = Gone.use();

  private MisfitDoorAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter() {
    return USED;
  }
}
