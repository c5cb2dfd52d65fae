package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** A cache is created over a storage, which may be the application's own. */
public final class CacheStorageAdvice {
  private CacheStorageAdvice() {}

  /** Null leaves the storage unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable Object enter(@Advice.Argument(1) @Nullable Object storage) {
    return GuardedStorage.over(storage);
  }
}
