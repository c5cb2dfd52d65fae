package io.tokenrelay.instrumentation.servlet;

import java.security.Principal;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Behind {@code getRemoteUser()} of a container's request. */
public final class RemoteUserAdvice {
  private RemoteUserAdvice() {}

  /** Returns null to leave it as it is. */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable String exit(
      @Advice.This Object request, @Advice.Return @Nullable String known) {
    Principal caller = known != null ? null : CallerOf.request(request);
    return caller == null ? null : caller.getName();
  }
}
