package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code doExecute}, on the thread that creates a call: the runtime that is created inside,
 * and its callback, belong to whoever this thread works for.
 *
 * <p>Runtimes that are created at other times (by an application's request producer that waits for
 * something) belong to nobody.
 */
public final class NewAsyncCallAdvice {
  /** The snapshot of the call that this thread is creating. */
  private static final ThreadLocal<@Nullable Object> CREATING = new ThreadLocal<>();

  private NewAsyncCallAdvice() {}

  /** Null leaves the callback unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(5))
  public static @Nullable FutureCallback<?> enter(
      @Advice.Argument(5) @Nullable FutureCallback<?> callback) {
    Object snapshot = Relay.snapshot();
    if (snapshot == null) {
      return null;
    }
    NewCall<?> created = new NewCall<>(callback, snapshot, CREATING.get());
    CREATING.set(snapshot);
    return created;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable FutureCallback<?> created) {
    if (created instanceof NewCall) {
      CREATING.set(((NewCall<?>) created).outer);
    }
  }

  /** The snapshot for which this thread is creating a call; null for nobody. */
  static @Nullable Object creator() {
    Object snapshot = Relay.snapshot();
    return snapshot != null && CREATING.get() == snapshot ? snapshot : null;
  }

  /** The callback of a call that is being created. */
  private static final class NewCall<T> extends CarryingCallback<T> {
    /**
     * The snapshot of the call during whose creation this one is created (say, by a route planner).
     */
    final @Nullable Object outer;

    NewCall(@Nullable FutureCallback<T> callback, Object snapshot, @Nullable Object outer) {
      super(callback, snapshot);
      this.outer = outer;
    }
  }
}
