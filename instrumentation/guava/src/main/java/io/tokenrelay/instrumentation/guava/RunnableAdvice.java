package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import java.lang.reflect.Field;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener is added to a future. A transformation is itself a future, and a stage with a
 * value; a callback is inside one of Guava's listeners, and decides whose work that is; any other
 * listener is work without a value.
 */
public final class RunnableAdvice {
  private static final String GUAVA = "com.google.common.util.concurrent.";

  /** Judged where it is created. */
  private static final String OWN_TASK = GUAVA + "TrustedListenableFutureTask";

  private static final ClassValue<Field[]> CALLBACKS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return callbackOf(type);
        }
      };

  private RunnableAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable work)
      throws IllegalAccessException {
    if (work == null || Relay.snapshot() == null) {
      return work;
    }
    if (work instanceof Future) {
      return work.getClass().getName().equals(OWN_TASK) ? work : Work.capturedStage(work);
    }
    Field[] callback = CALLBACKS.get(work.getClass());
    Object inside = callback.length == 0 ? null : callback[0].get(work);
    return inside == null ? Work.captured(work) : Work.capturedAround(work, inside);
  }

  /** The field of Guava's listener that holds the callback; none in other classes. */
  private static Field[] callbackOf(Class<?> type) {
    if (type.getName().startsWith(GUAVA)) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType().getName().equals(GUAVA + "FutureCallback")) {
          field.setAccessible(true);
          return new Field[] {field};
        }
      }
    }
    return new Field[0];
  }
}
