package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.ProtocolVersion;
import org.apache.http.RequestLine;
import org.apache.http.message.AbstractHttpMessage;
import org.apache.http.params.HttpParams;

/**
 * A request with its own headers, the request line that was judged, and everything else from the
 * original. It lives as long as one exchange, and only the executor and the connection ever see it.
 */
class RelayedRequest extends AbstractHttpMessage implements HttpRequest {
  private final HttpRequest original;
  private final RequestLine line;
  private final Hop hop;

  private RelayedRequest(HttpRequest original, RequestLine line, Hop hop) {
    this.original = original;
    this.line = line;
    this.hop = hop;
    setHeaders(original.getAllHeaders());
  }

  /** A copy that has an entity if the original may have one: the executor asks for the type. */
  static RelayedRequest of(HttpRequest original, RequestLine line, Hop hop) {
    return original instanceof HttpEntityEnclosingRequest
        ? new WithEntity((HttpEntityEnclosingRequest) original, line, hop)
        : new RelayedRequest(original, line, hop);
  }

  /** The hop that this request was made for. */
  final Hop hop() {
    return hop;
  }

  @Override
  public RequestLine getRequestLine() {
    return line;
  }

  @Override
  public ProtocolVersion getProtocolVersion() {
    return original.getProtocolVersion();
  }

  @Override
  public HttpParams getParams() {
    return original.getParams();
  }

  /** Without the headers: one of them is the token. */
  @Override
  public String toString() {
    return line.toString();
  }

  private static final class WithEntity extends RelayedRequest
      implements HttpEntityEnclosingRequest {
    private final HttpEntityEnclosingRequest original;

    WithEntity(HttpEntityEnclosingRequest original, RequestLine line, Hop hop) {
      super(original, line, hop);
      this.original = original;
    }

    @Override
    public boolean expectContinue() {
      return original.expectContinue();
    }

    @Override
    public HttpEntity getEntity() {
      return original.getEntity();
    }

    @Override
    public void setEntity(HttpEntity entity) {
      original.setEntity(entity);
    }
  }
}
