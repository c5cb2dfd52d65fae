package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Apache HttpClient 4.2 to 4.5, and HttpAsyncClient 4.0 and 4.1.
 *
 * <p>Every blocking client there is, old and new, sends each request through the core's request
 * executor: below redirects, retries, authentication and interceptors. Every async client has a
 * handler for each call, which the event loop asks for request after request; those of before 4.0,
 * which are still there, do not work with the core of 4.3 that 4.0 needs.
 */
public final class HttpClient4Instrumentation extends Instrumentation {
  private static final String ASYNC = "org.apache.http.impl.nio.client.";

  /** What the connection, the pool and the canceller tell a handler, in one version or another. */
  private static final String[] TOLD = {
    "start",
    "generateRequest",
    "produceContent",
    "requestCompleted",
    "responseReceived",
    "consumeContent",
    "responseCompleted",
    "inputTerminated",
    "connectionAllocated",
    "connectionRequestFailed",
    "connectionRequestCancelled",
    "failed",
    "cancel",
    "close",
  };

  public HttpClient4Instrumentation() {
    super("httpclient4");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("org.apache.http.protocol.HttpRequestExecutor")
        .method(
            "execute",
            "org.apache.http.HttpRequest",
            "org.apache.http.HttpClientConnection",
            "org.apache.http.protocol.HttpContext")
        .with("ExecuteAdvice");

    for (String client : new String[] {"InternalHttpAsyncClient", "MinimalHttpAsyncClient"}) {
      weave
          .type(ASYNC + client)
          .method(
              "execute",
              "org.apache.http.nio.protocol.HttpAsyncRequestProducer",
              "org.apache.http.nio.protocol.HttpAsyncResponseConsumer",
              "org.apache.http.protocol.HttpContext",
              "org.apache.http.concurrent.FutureCallback")
          .with("AsyncCallbackAdvice");
    }
    handler(weave, "DefaultClientExchangeHandlerImpl").constructors().with("NewAsyncCallAdvice");
    handler(weave, "MinimalClientExchangeHandlerImpl").constructors().with("NewAsyncCallAdvice");
    handler(weave, "PipeliningClientExchangeHandlerImpl").constructors().with("NewAsyncCallAdvice");
    handler(weave, "AbstractClientExchangeHandler"); // what those of 4.1 have in common
  }

  private static Weave.Type handler(Weave weave, String name) {
    Weave.Type handler = weave.type(ASYNC + name);
    handler.methods("generateRequest").with("GenerateRequestAdvice");
    handler.methods("responseReceived").with("ResponseReceivedAdvice");
    for (String told : TOLD) {
      handler.methods(told).with("AsyncCallAdvice");
    }
    return handler;
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"org.apache.http.impl.nio.", "org.apache.http.nio."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"org.apache.http.*"};
  }
}
