package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Door;
import net.bytebuddy.asm.Advice;

/** Lets requests in, and fails when a name asks for it. */
@Door
public final class DoorAdvice {
  private DoorAdvice() {}

  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static Object enter(@Advice.Argument(0) String name) {
    if (name.equals("deep")) {
      throw new StackOverflowError();
    }
    if (name.equals("error")) {
      throw new IllegalStateException("thrown by a door");
    }
    return null;
  }
}
