package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Open Liberty, Java EE 8 and Jakarta EE 9 and 10: its web container has the same class names for
 * javax and for jakarta.
 *
 * <p>A request is taken where the container passes it to the filters, if any: every dispatch to a
 * servlet, JSP, file or error page goes through there. {@code WebApp.handleRequest} would be one
 * step earlier, but the container remembers which servlet answered a path, and goes directly to it
 * the next time. It must remember nothing of a rejected request.
 */
public final class LibertyInstrumentation extends Instrumentation {
  private static final String CONTAINER = "com.ibm.ws.webcontainer.";

  public LibertyInstrumentation() {
    super("liberty");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsBy() {
    return new String[] {"com.ibm.ws.", "io.openliberty."};
  }

  @Override
  protected void weave(Weave weave) {
    invokeFilters(weave, "javax", "JavaxFiltersAdvice");
    invokeFilters(weave, "jakarta", "JakartaFiltersAdvice");
    weave.type(CONTAINER + "WebContainer").methods("addToCache").receives("AddToCacheAdvice");
    weave.type(CONTAINER + "srt.SRTServletRequest").method("finish").receives("FinishAdvice");
    weave.asyncContext(CONTAINER + "async.AsyncContextImpl");
    weave.type(CONTAINER + "async.DispatchRunnable").method("run").receives("AsyncDispatchAdvice");
    weave
        .type(CONTAINER + "async.AsyncListenerEntry")
        .methods("invokeOnTimeout")
        .receives("AsyncListenerAdvice")
        .methods("invokeOnError")
        .receives("AsyncListenerAdvice")
        .methods("invokeOnComplete")
        .receives("AsyncListenerAdvice");
  }

  private static void invokeFilters(Weave weave, String servlets, String advice) {
    weave
        .type(CONTAINER + "filter.WebAppFilterManager")
        .method(
            "invokeFilters",
            servlets + ".servlet.ServletRequest",
            servlets + ".servlet.ServletResponse",
            "com.ibm.wsspi.webcontainer.servlet.IServletContext",
            "com.ibm.wsspi.webcontainer.RequestProcessor",
            "java.util.EnumSet",
            "com.ibm.wsspi.http.HttpInboundConnection")
        .with(advice);
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"com.ibm.ws.", "io.openliberty."};
  }
}
