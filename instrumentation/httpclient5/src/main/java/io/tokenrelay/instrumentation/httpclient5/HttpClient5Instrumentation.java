package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Apache HttpClient 5.0 to 5.6.
 *
 * <p>Every classic client sends each request through the core's request executor: below redirects,
 * retries, authentication and interceptors. In every version, the executor's shorter {@code
 * execute} calls the longer one.
 *
 * <p>Every async client except the minimal ones has a runtime for each call, which leases the
 * call's connections and hands them one exchange after another.
 */
public final class HttpClient5Instrumentation extends Instrumentation {
  private static final String ASYNC = "org.apache.hc.client5.http.impl.async.";
  private static final String CACHE = "org.apache.hc.client5.http.impl.cache.";
  private static final String CONTEXT = "org.apache.hc.client5.http.protocol.HttpClientContext";
  private static final String COMMAND =
      "org.apache.hc.core5.http.nio.command.RequestExecutionCommand";
  private static final String HTTP_2 = "org.apache.hc.core5.http2.impl.nio.";
  private static final String EXCHANGE = "org.apache.hc.core5.http.nio.AsyncClientExchangeHandler";

  public HttpClient5Instrumentation() {
    super("httpclient5");
  }

  @Override
  protected void weave(Weave weave) {
    blocking(weave);
    async(weave);
    exchanges(weave);
    pools(weave);
    cache(weave);
    cookies(weave);
  }

  private static void blocking(Weave weave) {
    weave
        .type("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
        .method(
            "execute",
            "org.apache.hc.core5.http.ClassicHttpRequest",
            "org.apache.hc.core5.http.io.HttpClientConnection",
            "org.apache.hc.core5.http.io.HttpResponseInformationCallback",
            "org.apache.hc.core5.http.protocol.HttpContext")
        .writes("ExecuteAdvice");
    weave
        .type("org.apache.hc.client5.http.impl.classic.InternalExecRuntime")
        .methods("acquireEndpoint")
        .with("LeaseAdvice")
        .methods("execute")
        .with("RuntimeRouteAdvice");
  }

  private static void async(Weave weave) {
    weave
        .type(ASYNC + "InternalAbstractHttpAsyncClient")
        .methods("doExecute")
        .carries("NewAsyncCallAdvice");
    weave
        .type(ASYNC + "CloseableHttpAsyncClient")
        .method(
            "execute",
            "org.apache.hc.client5.http.async.methods.SimpleHttpRequest",
            "org.apache.hc.core5.http.protocol.HttpContext",
            "org.apache.hc.core5.concurrent.FutureCallback")
        .carries("SimpleCallAdvice");
    runtime(weave, ASYNC + "InternalHttpAsyncExecRuntime");
    runtime(weave, ASYNC + "InternalH2AsyncExecRuntime");
    minimal(weave, ASYNC + "MinimalHttpAsyncClient");
    minimal(weave, ASYNC + "MinimalH2AsyncClient");
  }

  /** Where a connection takes an exchange from an async call. */
  private static void exchanges(Weave weave) {
    weave
        .type("org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer")
        .method("execute", COMMAND)
        .with("CommandAdvice");
    weave
        .typeIfItDeclaresAny(HTTP_2 + "ClientH2StreamMultiplexer")
        .methods("createLocallyInitiatedStream")
        .with("CommandAdvice");
    weave
        .typeIfItDeclaresAny(HTTP_2 + "AbstractH2StreamMultiplexer") // in recent versions
        .method("executeRequest", COMMAND)
        .with("CommandAdvice");
  }

  /** Here a thread that releases a connection serves those that wait for one. */
  private static void pools(Weave weave) {
    weave
        .type("org.apache.hc.core5.pool.StrictConnPool")
        .methods("fireCallbacks")
        .beginsWithNothing();
    weave
        .type("org.apache.hc.core5.pool.LaxConnPool$PerRoutePool")
        .methods("servicePendingRequests")
        .beginsWithNothing();
  }

  private static void runtime(Weave weave, String runtime) {
    weave
        .type(runtime)
        .constructors()
        .carries("NewRuntimeAdvice")
        .methods("acquireEndpoint")
        .carries("AcquireEndpointAdvice")
        .method("connectEndpoint", CONTEXT, "org.apache.hc.core5.concurrent.FutureCallback")
        .carries("ConnectEndpointAdvice")
        .method("execute", "java.lang.String", EXCHANGE, CONTEXT)
        .with("ExchangeAdvice")
        .methods("fork")
        .carries("ForkAdvice");
  }

  /** The caching module, whose names have been the same since 5.0. */
  private static void cache(Weave weave) {
    weave
        .type(CACHE + "CachingExec")
        .method(
            "execute",
            "org.apache.hc.core5.http.ClassicHttpRequest",
            "org.apache.hc.client5.http.classic.ExecChain$Scope",
            "org.apache.hc.client5.http.classic.ExecChain")
        .passesCache();
    weave.type(CACHE + "AsyncCachingExec").methods("execute").with("AsyncCachePassAdvice");
    weave
        .type(CACHE + "ResponseCachingPolicy")
        .methods("isResponseCacheable")
        .with("CacheableAdvice");
    storage(weave, "BasicHttpCache", "HttpCacheStorage", "HttpCacheInvalidator");
    storage(weave, "BasicHttpAsyncCache", "HttpAsyncCacheStorage", "HttpAsyncCacheInvalidator");
  }

  /** The constructor that all others call, which changed in 5.4. */
  private static void storage(Weave weave, String cache, String storage, String invalidator) {
    String api = "org.apache.hc.client5.http.cache.";
    weave
        .type(CACHE + cache)
        .method(
            Rule.CONSTRUCTOR,
            api + "ResourceFactory",
            api + storage,
            CACHE + "CacheKeyGenerator",
            api + invalidator)
        .with("CacheStorageAdvice")
        .method(
            Rule.CONSTRUCTOR,
            api + "ResourceFactory",
            api + "HttpCacheEntryFactory",
            api + storage,
            CACHE + "CacheKeyGenerator")
        .with("CacheStorageAfterFactoryAdvice");
  }

  private static void cookies(Weave weave) {
    weave
        .type("org.apache.hc.client5.http.impl.classic.ProtocolExec")
        .methods("execute")
        .passesCookies();
    weave
        .type("org.apache.hc.client5.http.protocol.ResponseProcessCookies")
        .method(
            "process",
            "org.apache.hc.core5.http.HttpResponse",
            "org.apache.hc.core5.http.EntityDetails",
            "org.apache.hc.core5.http.protocol.HttpContext")
        .with("KeepCookiesAdvice");
  }

  private static void minimal(Weave weave, String client) {
    weave
        .type(client)
        .method(
            "execute",
            EXCHANGE,
            "org.apache.hc.core5.http.nio.HandlerFactory",
            "org.apache.hc.core5.http.protocol.HttpContext")
        .with("MinimalExchangeAdvice");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"org.apache.hc.core5.", CACHE};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"org.apache.hc.*"};
  }
}
