package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Undertow 1.4 to 2.3, javax and jakarta alike, and what is built on it: WildFly, JBoss EAP, Spring
 * Boot.
 *
 * <p>A request is taken where its deployment hands it to the servlet, before any filter. That is on
 * the worker's thread: the handlers before it run on the I/O thread, which serves all users. Later
 * dispatches come by ways of their own; listeners are called by the servlet context.
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
  protected void weave(Weave weave) {
    weave
        .type("io.undertow.servlet.handlers.ServletInitialHandler")
        .methods("dispatchRequest")
        .with("DispatchAdvice")
        .methods("dispatchToPath")
        .with("ContinuedAdvice")
        .methods("dispatchToServlet")
        .with("ContinuedAdvice");
    weave
        .type("io.undertow.servlet.spec.ServletContextImpl")
        .methods("invokeOnWritePossible")
        .with("ContinuedAdvice")
        .methods("invokeOnAllDataRead")
        .with("ContinuedAdvice")
        .methods("invokeOnDataAvailable")
        .with("ContinuedAdvice")
        .methods("invokeRunnable")
        .with("ContinuedAdvice");
  }
}
