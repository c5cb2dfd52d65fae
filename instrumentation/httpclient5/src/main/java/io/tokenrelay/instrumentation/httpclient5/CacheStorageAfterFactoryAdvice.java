package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** The same where a factory of entries is the first argument: from 5.4 on. */
public final class CacheStorageAfterFactoryAdvice {
  private CacheStorageAfterFactoryAdvice() {}

  /** Null leaves the storage unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(2))
  public static @Nullable Object enter(@Advice.Argument(2) @Nullable Object storage) {
    return GuardedStorage.over(storage);
  }
}
