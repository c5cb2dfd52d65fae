package io.tokenrelay.instrumentation.jaxrs;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * The {@code AsyncResponse} of Jersey 2 to 4, RESTEasy 3 to 7 and CXF 3 and 4, javax and jakarta:
 * the object through which a suspended request is answered, created on the request's own thread;
 * and the sinks of server-sent events of Jersey and RESTEasy, which many may write to. Their
 * clients are built on others; only Jersey's hands its asynchronous calls to an executor where
 * nothing shows whose they are.
 */
public final class JaxRsInstrumentation extends Instrumentation {
  public JaxRsInstrumentation() {
    super("jaxrs");
  }

  @Override
  protected void weave(Weave weave) {
    asyncResponse(
        weave,
        "org.glassfish.jersey.server.ServerRuntime$AsyncResponder",
        "resume",
        "cancel",
        "onTimeout");
    asyncResponse(
        weave,
        "org.jboss.resteasy.core.AbstractAsynchronousResponse",
        "internalResume",
        "completionCallbacks");
    asyncResponse(
        weave,
        "org.apache.cxf.jaxrs.impl.AsyncResponseImpl", // answers on the container's thread
        "onComplete",
        "onError",
        "onDisconnect",
        "handleTimeout");
    asyncResponse(weave, "org.glassfish.jersey.server.ChunkedOutput", "flushQueue", "close");
    asyncResponse( // whoever sends an event writes what others have sent
        weave,
        "org.jboss.resteasy.plugins.providers.sse.SseEventOutputImpl",
        "writeEvent",
        "internalWriteEvent",
        "flushResponseToClient",
        "internalFlushResponseToClient",
        "close");
    broadcaster(
        weave,
        "org.jboss.resteasy.plugins.providers.sse.SseBroadcasterImpl",
        "notifyOnCloseListeners",
        "notifyOnErrorListeners");
    broadcaster(
        weave,
        "org.glassfish.jersey.media.sse.internal.JerseySseBroadcaster",
        "notifyOnCompleteHandlers",
        "notifyOnErrorCallbacks");
    broadcaster(weave, "org.glassfish.jersey.server.Broadcaster", "fireOnClose", "fireOnException");
    weave
        .typeIfItDeclaresAny("org.glassfish.jersey.client.ClientRuntime") // not in older ones
        .methods("createRunnableForAsyncProcessing")
        .carries("NewAsyncCallAdvice");
  }

  /** Jersey's copy of Guava's caches. */
  @Override
  public String[] ownWaits() {
    return new String[] {"org.glassfish.jersey.internal.guava.LocalCache*"};
  }

  /** Whoever uses it tells listeners of which nothing shows who has added them. */
  private static void broadcaster(Weave weave, String type, String... telling) {
    Weave.Type broadcaster = weave.typeIfItDeclaresAny(type);
    for (String method : telling) {
      broadcaster.methods(method).beginsWithNothing();
    }
  }

  private static void asyncResponse(Weave weave, String type, String... answering) {
    Weave.Type response = weave.type(type).constructors().makesSharedAnswer();
    for (String method : answering) {
      response.methods(method).answers();
    }
  }
}
