package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.http.client.cache.HttpCacheStorage;
import org.jspecify.annotations.Nullable;

/** A cache is created over a storage, which may be the application's own. */
public final class CacheStorageAdvice {
  private CacheStorageAdvice() {}

  /** Null leaves the storage unchanged: one constructor calls another. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable HttpCacheStorage enter(@Advice.Argument(1) HttpCacheStorage storage) {
    return storage == null || storage instanceof GuardedStorage
        ? null
        : new GuardedStorage(storage);
  }
}
