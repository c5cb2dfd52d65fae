package io.tokenrelay.instrumentation.grpc;

import io.grpc.ServerBuilder;
import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.PerObject;
import net.bytebuddy.asm.Advice;

/**
 * When a builder creates a server, adds our interceptor after all others: gRPC calls the last one
 * first, so the application's interceptors already see the identity.
 *
 * <p>The constructor is the one place that every server has passed since 1.6: {@code build()} is
 * declared by one class or another, and in some versions by two that call each other. Loaded beside
 * grpc-core.
 */
@Door
public final class ServerAdvice {
  private static final PerObject<Boolean> INTERCEPTED = new PerObject<>();

  private ServerAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) Object builder) {
    if (INTERCEPTED.get(builder) == null) {
      ((ServerBuilder<?>) builder).intercept(new ReceivingInterceptor());
      INTERCEPTED.set(builder, Boolean.TRUE);
    }
  }
}
