package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import io.tokenrelay.instrumentation.spi.CookiePass;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code HttpRequestExecutor.execute}, on the thread that executes the call.
 *
 * <p>The token goes on a copy of the request, which the executor gets instead. Setting the header
 * and removing it again would meanwhile show it to the application, and to another thread that
 * sends the same object (the minimal client sends the application's own): that caller would send
 * this one's token.
 */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  /** Returns what to send instead of the request; null to send it unchanged. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
  public static @Nullable ClassicHttpRequest enter(
      @Advice.Argument(0) ClassicHttpRequest request,
      @Advice.Argument(1) HttpClientConnection connection,
      @Advice.Argument(3) @Nullable HttpContext context) {
    Object snapshot = Relay.snapshot();
    if (snapshot == null) {
      return null;
    }
    Route route = Route.over(connection);
    RequestHop hop =
        route == null
            ? RequestHop.withoutClient(request, connection)
            : RequestHop.by(route, request, connection, context);
    if (hop == null) {
      return null;
    }
    boolean relayed = Relay.outbound().relay(snapshot, hop);
    CachePass.hop(relayed);
    CookiePass.hop(relayed ? hop : null);
    return relayed ? (ClassicHttpRequest) hop.relayed() : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable ClassicHttpRequest relayed,
      @Advice.Return @Nullable ClassicHttpResponse response) {
    if (relayed instanceof RelayedRequest && response != null) {
      Cookies.answerOurs(response);
      Relay.outbound().answered(((RelayedRequest) relayed).hop(), response.getCode());
    }
  }
}
