package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * OkHttp 3.0 and later. A call carries the token of the thread that created it, whichever thread
 * runs it.
 */
public final class OkHttp3Instrumentation extends Instrumentation {
  public OkHttp3Instrumentation() {
    super("okhttp3");
  }

  @Override
  protected void weave(Weave weave) {
    call(weave, "okhttp3.RealCall"); // 3.0 to 4.3
    call(weave, "okhttp3.internal.connection.RealCall"); // 4.4 and later

    weave
        .type("okhttp3.internal.http.HttpEngine$NetworkInterceptorChain") // 3.0 to 3.3
        .method("proceed", "okhttp3.Request")
        .with("NetworkChainAdvice");
    weave
        .type("okhttp3.internal.http.CallServerInterceptor") // 3.4 and later
        .method("intercept", "okhttp3.Interceptor$Chain")
        .writes("HopAdvice");

    cache(weave);
    cookies(weave);
    weave
        .typeIfItDeclaresAny("okhttp3.internal.ws.RealWebSocket") // 3.5 and later
        .methods("loopReader")
        .beginsWithNothing();

    weave
        .type("okhttp3.Dispatcher") // its idle callback, at the end of whichever call is the last
        .methods("finished")
        .beginsWithNothing()
        .methods("finished$okhttp")
        .beginsWithNothing();

    requestHeaders(weave, "okhttp3.internal.http.Http1xStream"); // 3.0 to 3.4
    requestHeaders(weave, "okhttp3.internal.http.Http2xStream");
    requestHeaders(weave, "okhttp3.internal.http1.Http1Codec"); // 3.5 to 3.13
    requestHeaders(weave, "okhttp3.internal.http2.Http2Codec");
    requestHeaders(weave, "okhttp3.internal.http1.Http1ExchangeCodec"); // 3.14 and later
    requestHeaders(weave, "okhttp3.internal.http2.Http2ExchangeCodec");
  }

  private static void call(Weave weave, String call) {
    weave
        .type(call)
        .constructors()
        .carries("NewCallAdvice")
        .methods("getResponseWithInterceptorChain")
        .carries("RunCallAdvice")
        .methods("getResponseWithInterceptorChain$okhttp")
        .carries("RunCallAdvice");
    weave
        .type(call + "$AsyncCall")
        .constructors()
        .carries("NewAsyncCallAdvice")
        .methods("execute")
        .carries("RunCallAdvice")
        .methods("run")
        .carries("RunCallAdvice");
  }

  /** Its two entry points; method names have a suffix since OkHttp was rewritten in Kotlin. */
  private static void cache(Weave weave) {
    weave
        .type("okhttp3.internal.cache.CacheInterceptor") // 3.4 and later
        .method("intercept", "okhttp3.Interceptor$Chain")
        .passesCache();
    weave
        .type("okhttp3.internal.http.HttpEngine") // 3.0 to 3.3
        .method("readResponse")
        .passesCache();
    Weave.Type cache = weave.type("okhttp3.Cache");
    for (String suffix : new String[] {"", "$okhttp"}) {
      cache
          .method("put" + suffix, "okhttp3.Response")
          .with("CacheWriteAdvice")
          .method("update" + suffix, "okhttp3.Response", "okhttp3.Response")
          .with("CacheWriteAdvice");
    }
  }

  private static void cookies(Weave weave) {
    weave
        .type("okhttp3.internal.http.BridgeInterceptor") // 3.4 and later
        .method("intercept", "okhttp3.Interceptor$Chain")
        .passesCookies();
    weave
        .type("okhttp3.internal.http.HttpHeaders")
        .method("receiveHeaders", "okhttp3.CookieJar", "okhttp3.HttpUrl", "okhttp3.Headers")
        .with("KeepCookiesAdvice");
    weave
        .type("okhttp3.internal.http.HttpEngine") // 3.0 to 3.3
        .method("readResponse")
        .passesCookies()
        .method("receiveHeaders", "okhttp3.Headers")
        .with("KeepEngineCookiesAdvice");
  }

  private static void requestHeaders(Weave weave, String codec) {
    weave
        .type(codec)
        .method("writeRequestHeaders", "okhttp3.Request")
        .writes("WriteRequestHeadersAdvice");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"okhttp3.", "okio."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"okhttp3.*", "okio.*"};
  }
}
