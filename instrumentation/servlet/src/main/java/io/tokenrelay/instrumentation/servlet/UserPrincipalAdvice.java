package io.tokenrelay.instrumentation.servlet;

import java.security.Principal;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Behind {@code getUserPrincipal()} of a container's request. */
public final class UserPrincipalAdvice {
  private UserPrincipalAdvice() {}

  /** Returns null to leave it as it is. */
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable Principal exit(
      @Advice.This Object request, @Advice.Return @Nullable Principal known) {
    return known != null ? null : CallerOf.request(request);
  }
}
