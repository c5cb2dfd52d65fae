package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Jetty 9.4 to 11, javax and jakarta alike; Jetty 12 is a different server with some classes of the
 * same names, see {@code jetty12}.
 *
 * <p>A request is taken where its server hands it to the handlers, after the connector's
 * customizers (forwarded addresses) and before any filter. Forward and include stay inside that
 * call. Later parts have their own entry points: an asynchronous dispatch, an error page that is
 * sent after the handlers have returned, and whatever runs in the scope of a context and a request,
 * which includes every listener (asynchronous, reading, writing).
 */
public final class JettyInstrumentation extends Instrumentation {
  private static final String CHANNEL = "org.eclipse.jetty.server.HttpChannel";

  public JettyInstrumentation() {
    super("jetty");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsOver() {
    return new String[] {"org.eclipse.jetty."};
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("org.eclipse.jetty.server.Server")
        .method("handle", CHANNEL)
        .receives("HandleAdvice")
        .method("handleAsync", CHANNEL)
        .receives("HandleAsyncAdvice");
    weave
        .typeIfItDeclaresAny(CHANNEL)
        .methods("dispatch")
        .receives("ErrorDispatchAdvice")
        .method("onCompleted")
        .receives("CompletedAdvice");
    weave
        .typeIfItDeclaresAny("org.eclipse.jetty.server.handler.ContextHandler")
        .method("handle", "org.eclipse.jetty.server.Request", "java.lang.Runnable")
        .receives("ScopeAdvice");
    weave
        .type("org.eclipse.jetty.http2.HTTP2Flusher") // of all streams, for whoever iterates it
        .methods("process")
        .beginsWithNothing()
        .methods("succeeded")
        .beginsWithNothing()
        .methods("onCompleteFailure")
        .beginsWithNothing();
    weave
        .type("org.eclipse.jetty.util.thread.QueuedThreadPool") // Jetty 12's, too
        .method("execute", "java.lang.Runnable")
        .keepsTask()
        .method("runJob", "java.lang.Runnable")
        .carries("RunTaskAdvice");
    weave.asyncContext("org.eclipse.jetty.server.AsyncContextState");
  }

  /** They serve many users, and so carry nothing; Jetty 12's, too. */
  @Override
  public String[] ownTasks() {
    return new String[] {"org.eclipse.jetty."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"org.eclipse.jetty.*"};
  }
}
