package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Apache HttpClient 4.2 to 4.5, and HttpAsyncClient 4.0 and 4.1.
 *
 * <p>Every blocking client, old and new, sends each request through the core's request executor:
 * below redirects, retries, authentication and interceptors. Every async client has a handler for
 * each call, which the event loop asks for one request after another. The pre-4.0 async clients are
 * still included, but do not work with the 4.3 core that 4.0 needs.
 */
public final class HttpClient4Instrumentation extends Instrumentation {
  private static final String ASYNC = "org.apache.http.impl.nio.client.";

  private static final String CACHE = "org.apache.http.impl.client.cache.";

  /**
   * Methods by which connection, pool and canceller notify a handler, in one version or another.
   */
  private static final String[] NOTIFICATIONS = {
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
        .writes("ExecuteAdvice");

    cache(weave);
    cookies(weave);
    for (String exec : new String[] {"MainClientExec", "MinimalClientExec"}) { // from 4.3 on
      weave.type("org.apache.http.impl.execchain." + exec).methods("execute").with("RouteAdvice");
    }

    for (String client : new String[] {"InternalHttpAsyncClient", "MinimalHttpAsyncClient"}) {
      weave
          .type(ASYNC + client)
          .method(
              "execute",
              "org.apache.http.nio.protocol.HttpAsyncRequestProducer",
              "org.apache.http.nio.protocol.HttpAsyncResponseConsumer",
              "org.apache.http.protocol.HttpContext",
              "org.apache.http.concurrent.FutureCallback")
          .carries("AsyncCallbackAdvice");
    }
    handler(weave, "DefaultClientExchangeHandlerImpl").constructors().carries("NewAsyncCallAdvice");
    handler(weave, "MinimalClientExchangeHandlerImpl").constructors().carries("NewAsyncCallAdvice");
    handler(weave, "PipeliningClientExchangeHandlerImpl")
        .constructors()
        .carries("NewAsyncCallAdvice");
    handler(weave, "AbstractClientExchangeHandler"); // shared by those of 4.1
  }

  /** The caching module of 4.3 and later, and the client that it was before. */
  private static void cache(Weave weave) {
    weave
        .type(CACHE + "CachingExec")
        .method(
            "execute",
            "org.apache.http.conn.routing.HttpRoute",
            "org.apache.http.client.methods.HttpRequestWrapper",
            "org.apache.http.client.protocol.HttpClientContext",
            "org.apache.http.client.methods.HttpExecutionAware")
        .passesCache();
    weave
        .type(CACHE + "CachingHttpClient")
        .method(
            "execute",
            "org.apache.http.HttpHost",
            "org.apache.http.HttpRequest",
            "org.apache.http.protocol.HttpContext")
        .passesCache();
    weave
        .type(CACHE + "ResponseCachingPolicy")
        .method(
            "isResponseCacheable", "org.apache.http.HttpRequest", "org.apache.http.HttpResponse")
        .with("CacheableAdvice");
    weave
        .type(CACHE + "BasicHttpCache")
        .method(
            Rule.CONSTRUCTOR,
            "org.apache.http.client.cache.ResourceFactory",
            "org.apache.http.client.cache.HttpCacheStorage",
            CACHE + "CacheConfig")
        .with("CacheStorageAdvice")
        .method(
            Rule.CONSTRUCTOR,
            "org.apache.http.client.cache.ResourceFactory",
            "org.apache.http.client.cache.HttpCacheStorage",
            CACHE + "CacheConfig",
            CACHE + "CacheKeyGenerator",
            "org.apache.http.client.cache.HttpCacheInvalidator")
        .with("CacheStorageAdvice");
  }

  private static void cookies(Weave weave) {
    weave
        .type("org.apache.http.impl.execchain.ProtocolExec") // from 4.3 on
        .methods("execute")
        .passesCookies();
    weave
        .type(
            "org.apache.http.impl.client.DefaultRequestDirector") // its predecessor, still included
        .methods("execute")
        .passesCookies();
    weave
        .type("org.apache.http.client.protocol.ResponseProcessCookies")
        .methods("process")
        .with("KeepCookiesAdvice");
  }

  private static Weave.Type handler(Weave weave, String name) {
    Weave.Type handler = weave.type(ASYNC + name);
    handler.methods("generateRequest").writes("GenerateRequestAdvice");
    handler.methods("responseReceived").writes("ResponseReceivedAdvice");
    for (String notification : NOTIFICATIONS) {
      handler.methods(notification).carries("AsyncCallAdvice");
    }
    return handler;
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"org.apache.http.impl.nio.", "org.apache.http.nio.", CACHE};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"org.apache.http.*"};
  }
}
