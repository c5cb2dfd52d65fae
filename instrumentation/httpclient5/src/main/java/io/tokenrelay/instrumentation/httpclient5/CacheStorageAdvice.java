package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A cache is made over a storage, the application's own perhaps. */
public final class CacheStorageAdvice {
  private CacheStorageAdvice() {}

  /** Null leaves the storage as it is. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable Object enter(@Advice.Argument(1) @Nullable Object storage) {
    return GuardedStorage.over(storage);
  }
}
