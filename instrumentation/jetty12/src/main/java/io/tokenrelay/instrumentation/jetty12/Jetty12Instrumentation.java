package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Jetty 12.0 and 12.1 with the servlets of Jakarta EE 8 to 11.
 *
 * <p>A request is taken where its server hands it to the handlers, after the connector's
 * customizers and before any filter. All that its first thread does for it is inside that call,
 * error pages and listeners included; every later part of an asynchronous request runs in its
 * environment's channel. What handlers without servlets are called back for runs as their request
 * by {@link OwnStream}, {@link DemandAdvice} and {@link CompleteAdvice}; for a request of nobody,
 * as nobody.
 */
public final class Jetty12Instrumentation extends Instrumentation {
  public Jetty12Instrumentation() {
    super("jetty12");
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
        .method(
            "handle",
            "org.eclipse.jetty.server.Request",
            "org.eclipse.jetty.server.Response",
            "org.eclipse.jetty.util.Callback")
        .receives("HandleAdvice")
        .method(
            "handle",
            "org.eclipse.jetty.server.Request",
            "org.eclipse.jetty.server.Response",
            "org.eclipse.jetty.util.Callback")
        .receives("HandedRequestAdvice");
    weave
        .type("org.eclipse.jetty.server.internal.HttpChannelState$ChannelRequest")
        .method("demand", "java.lang.Runnable")
        .receives("DemandAdvice");
    complete(weave, "org.eclipse.jetty.server.internal.HttpChannelState"); // since 12.1
    complete(weave, "org.eclipse.jetty.server.internal.HttpChannelState$HandlerInvoker");
    connection(weave);
    environment(weave, "org.eclipse.jetty.ee8.nested.", "HttpChannel");
    environment(weave, "org.eclipse.jetty.ee9.nested.", "HttpChannel");
    environment(weave, "org.eclipse.jetty.ee10.servlet.", "ServletChannel");
    environment(weave, "org.eclipse.jetty.ee11.servlet.", "ServletChannel");
  }

  private static void complete(Weave weave, String type) {
    weave
        .typeIfItDeclaresAny(type)
        .method("completeStream", "org.eclipse.jetty.server.HttpStream", "java.lang.Throwable")
        .receives("CompleteAdvice");
  }

  /** Whoever iterates it sends the frames of all streams, and completes them. */
  private static void connection(Weave weave) {
    Weave.Type flusher = weave.type("org.eclipse.jetty.http2.internal.HTTP2Flusher");
    for (String method :
        new String[] {
          "process", "succeeded", "onSuccess", "onFailure", "onCompleteFailure", "terminate"
        }) { // one version or another has them
      flusher.methods(method).beginsWithNothing();
    }
  }

  private static void environment(Weave weave, String prefix, String channel) {
    weave.type(prefix + channel).method("handle").receives("ChannelAdvice");
    weave.asyncContext(prefix + "AsyncContextState");
  }
}
