package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Apache HttpClient 5.0 to 5.6, blocking. Every classic client sends each request through the
 * core's request executor: below redirects, retries, authentication and interceptors. The
 * executor's shorter {@code execute} calls the longer one, in every version.
 */
public final class HttpClient5Instrumentation extends Instrumentation {
  public HttpClient5Instrumentation() {
    super("httpclient5");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
        .method(
            "execute",
            "org.apache.hc.core5.http.ClassicHttpRequest",
            "org.apache.hc.core5.http.io.HttpClientConnection",
            "org.apache.hc.core5.http.io.HttpResponseInformationCallback",
            "org.apache.hc.core5.http.protocol.HttpContext")
        .with("ExecuteAdvice");
  }
}
