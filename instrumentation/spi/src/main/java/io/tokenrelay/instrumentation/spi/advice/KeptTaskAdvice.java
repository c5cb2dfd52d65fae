package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A task is handed to a container's pool: judged as the JDK's own pools judge it. */
public final class KeptTaskAdvice {
  private KeptTaskAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
    return task == null ? null : Work.handedOver(task);
  }
}
