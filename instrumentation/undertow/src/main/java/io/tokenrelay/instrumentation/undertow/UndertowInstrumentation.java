package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Undertow 1.4 to 2.3, javax and jakarta alike, and what is built on it: WildFly, JBoss EAP, Spring
 * Boot.
 *
 * <p>A request is taken where its deployment passes it to the servlet, before any filter. That is
 * on a worker thread: the handlers before it run on the I/O thread, which serves all users. Later
 * dispatches have their own entry points; the servlet context calls listeners.
 *
 * <p>Handlers in front of the servlets also answer requests: files, redirects, an application's
 * own. Where tokens are enforced, or headers removed, a request is received before the first of
 * them; nothing is relayed for those handlers.
 */
public final class UndertowInstrumentation extends Instrumentation {
  public UndertowInstrumentation() {
    super("undertow");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsBy() {
    return new String[] {"org.xnio.", "io.undertow."};
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("io.undertow.server.Connectors")
        .method(
            "executeRootHandler",
            "io.undertow.server.HttpHandler",
            "io.undertow.server.HttpServerExchange")
        .receives("RootHandlerAdvice");
    weave
        .type("io.undertow.servlet.handlers.ServletInitialHandler")
        .methods("dispatchRequest")
        .receives("DispatchAdvice")
        .methods("dispatchToPath")
        .receives("ContinuedAdvice")
        .methods("dispatchToServlet")
        .receives("ContinuedAdvice");
    weave
        .type("io.undertow.servlet.spec.ServletContextImpl")
        .methods("invokeOnWritePossible")
        .receives("ContinuedAdvice")
        .methods("invokeOnAllDataRead")
        .receives("ContinuedAdvice")
        .methods("invokeOnDataAvailable")
        .receives("ContinuedAdvice")
        .methods("invokeRunnable")
        .receives("ContinuedAdvice");
    weave.asyncContext("io.undertow.servlet.spec.AsyncContextImpl");
  }

  /** They serve many users, and so carry nothing. */
  @Override
  public String[] ownTasks() {
    return new String[] {"io.undertow.", "org.xnio."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"io.undertow.*", "org.xnio.*"};
  }
}
