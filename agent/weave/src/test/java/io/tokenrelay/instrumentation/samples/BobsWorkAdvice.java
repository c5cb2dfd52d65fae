package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** The work belongs to bob, whoever's thread this is. */
public final class BobsWorkAdvice {
  private BobsWorkAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter() {
    return Relay.open("bob");
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter Object previous) {
    Seen.add("left bob");
    Relay.open(previous);
  }
}
