package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.http.client.cache.HttpCacheStorage;
import org.jspecify.annotations.Nullable;

/** A cache is made over a storage, the application's own perhaps. */
public final class CacheStorageAdvice {
  private CacheStorageAdvice() {}

  /** Null leaves the storage as it is: one constructor calls another. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  public static @Nullable HttpCacheStorage enter(@Advice.Argument(1) HttpCacheStorage storage) {
    return storage == null || storage instanceof GuardedStorage
        ? null
        : new GuardedStorage(storage);
  }
}
