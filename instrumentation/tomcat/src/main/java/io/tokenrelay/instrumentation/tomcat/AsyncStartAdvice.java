package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncContext.start}: Tomcat runs it on its connector's pool, which is not the JDK's, so
 * the runnable itself carries what the starting thread carries.
 */
public final class AsyncStartAdvice {
  private AsyncStartAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable work) {
    Object snapshot = Relay.snapshot();
    return snapshot == null || work == null ? work : new Started(work, snapshot);
  }

  private static final class Started implements Runnable {
    private final Runnable work;
    private final Object snapshot;

    Started(Runnable work, Object snapshot) {
      this.work = work;
      this.snapshot = snapshot;
    }

    @Override
    public void run() {
      Object before = Relay.open(snapshot);
      try {
        work.run();
      } finally {
        Relay.open(before);
      }
    }
  }
}
