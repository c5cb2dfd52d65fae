package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import okhttp3.OkHttpClient;

/** A call is created: it belongs to whoever this thread works for. */
public final class NewCallAdvice {
  private NewCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object call, @Advice.Argument(0) OkHttpClient client) {
    Calls.OWNED.set(call, OwnedCall.by(client, Relay.snapshot()));
  }
}
