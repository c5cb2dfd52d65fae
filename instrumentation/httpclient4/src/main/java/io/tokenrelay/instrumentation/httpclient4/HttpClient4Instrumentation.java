package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Apache HttpClient 4.2 to 4.5. Every client there is, old and new, sends each request through the
 * core's request executor: below redirects, retries, authentication and interceptors.
 */
public final class HttpClient4Instrumentation extends Instrumentation {
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
  }
}
