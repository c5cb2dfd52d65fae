package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code demand(Runnable)} of the server's request: what is to run when there is more to
 * read is this request's work, though the connection runs it.
 */
public final class DemandAdvice {
  private DemandAdvice() {}

  /** Returns null to leave the task as it is. */
  @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Runnable enter(
      @Advice.This Request request, @Advice.Argument(0) @Nullable Runnable task) {
    Exchange exchange = KeptExchange.find(request);
    return task == null || exchange.isOfNobody() ? null : new OwnTask(task, exchange);
  }

  private static final class OwnTask implements Invocable.Task {
    private final Runnable task;
    private final Exchange exchange;

    OwnTask(Runnable task, Exchange exchange) {
      this.task = task;
      this.exchange = exchange;
    }

    @Override
    public void run() {
      try (Scope scope = Relay.serving(exchange)) {
        task.run();
      }
    }

    /** Jetty chooses a thread by it. */
    @Override
    public InvocationType getInvocationType() {
      return Invocable.getInvocationType(task);
    }
  }
}
