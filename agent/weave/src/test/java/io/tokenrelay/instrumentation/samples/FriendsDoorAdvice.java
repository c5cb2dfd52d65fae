package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** Lets in, as alice, whoever is no stranger. */
@Door
public final class FriendsDoorAdvice {
  private FriendsDoorAdvice() {}

  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static Object enter(@Advice.Argument(0) String how) {
    Relay.open("alice");
    Failing.as(how);
    return how.equals("stranger") ? "rejected" : null;
  }
}
