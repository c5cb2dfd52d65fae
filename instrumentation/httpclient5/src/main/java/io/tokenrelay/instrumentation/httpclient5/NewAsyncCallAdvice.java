package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code doExecute}, on the thread that creates a call: the runtime that is made within it,
 * and its callback, belong to whomever this thread works for.
 *
 * <p>Runtimes that are made at other times (by a request producer of the application that waits for
 * something) belong to nobody.
 */
public final class NewAsyncCallAdvice {
  /** The snapshot of the call that this thread is creating. */
  private static final ThreadLocal<@Nullable Object> CREATING = new ThreadLocal<>();

  private NewAsyncCallAdvice() {}

  /** Null leaves the callback as it is. */
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

  /** For whom this thread is creating a call; null for nobody. */
  static @Nullable Object creator() {
    Object snapshot = Relay.snapshot();
    return snapshot != null && CREATING.get() == snapshot ? snapshot : null;
  }

  /** The callback of a call that is being created. */
  private static final class NewCall<T> extends CarryingCallback<T> {
    /** Of the call in whose creation this one is created (by a route planner, say). */
    final @Nullable Object outer;

    NewCall(@Nullable FutureCallback<T> callback, Object snapshot, @Nullable Object outer) {
      super(callback, snapshot);
      this.outer = outer;
    }
  }
}
