package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.AwaitsPeer;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;

/**
 * A connection on the event loop takes an exchange from its queue, and is about to ask it for its
 * request. An exchange of ours learns here where the connection leads.
 *
 * <p>The context's attribute for it will not do: calls may share a context.
 */
public final class CommandAdvice {
  private CommandAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object connection, @Advice.Argument(0) Object command) {
    if (command instanceof RequestExecutionCommand && connection instanceof HttpConnection) {
      AwaitsPeer exchange =
          WrappedExchange.find(((RequestExecutionCommand) command).getExchangeHandler());
      if (exchange != null) {
        exchange.connectedTo(Peer.of((HttpConnection) connection));
      }
    }
  }
}
