package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.jspecify.annotations.Nullable;

/** A call reaches the async caching module, which continues through the chain below it. */
public final class AsyncCachePassAdvice {
  private AsyncCachePassAdvice() {}

  /** Null leaves the chain unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(3))
  public static @Nullable AsyncExecChain enter(
      @Advice.Argument(2) AsyncExecChain.Scope scope, @Advice.Argument(3) AsyncExecChain chain) {
    return AsyncCall.of(scope.execRuntime) == null ? null : new ChainBelowCache(chain);
  }
}
