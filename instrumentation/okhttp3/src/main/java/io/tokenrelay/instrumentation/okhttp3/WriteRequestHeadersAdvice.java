package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CachePass;
import io.tokenrelay.instrumentation.spi.CookiePass;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import okhttp3.Request;

/** A request goes to the wire: the only copy of it that ever holds our header. */
public final class WriteRequestHeadersAdvice {
  private WriteRequestHeadersAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static Request write(@Advice.Argument(0) Request request) {
    Object snapshot = Relay.snapshot();
    if (snapshot == null) {
      return request;
    }
    OkHttpHop hop = new OkHttpHop(request, CurrentHop.chain());
    boolean relayed = Relay.outbound().relay(snapshot, hop);
    CachePass.hop(relayed);
    CookiePass.hop(relayed ? hop : null);
    if (relayed) {
      CurrentHop.relayed(hop);
    }
    return hop.request();
  }
}
