package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A request with its own headers, and everything else from the original. It lives as long as one
 * exchange, and only the client's internals and the connection ever see it.
 */
class RelayedRequest extends HeaderGroup implements HttpRequest {
  private final transient HttpRequest original;
  private final transient Hop hop;

  RelayedRequest(HttpRequest original, Hop hop) {
    this.original = original;
    this.hop = hop;
    setHeaders(original.getHeaders());
  }

  /** The hop that this request was made for. */
  final Hop hop() {
    return hop;
  }

  /** Sets our header, in place of any of the same name. */
  void relay(String name, String value) {
    setHeader(name, value);
  }

  @Override
  public void addHeader(String name, Object value) {
    addHeader(new BasicHeader(name, value));
  }

  @Override
  public void setHeader(String name, Object value) {
    setHeader(new BasicHeader(name, value));
  }

  @Override
  public String getMethod() {
    return original.getMethod();
  }

  @Override
  public String getPath() {
    return original.getPath();
  }

  @Override
  public void setPath(String path) {
    original.setPath(path);
  }

  @Override
  public String getScheme() {
    return original.getScheme();
  }

  @Override
  public void setScheme(String scheme) {
    original.setScheme(scheme);
  }

  @Override
  public URIAuthority getAuthority() {
    return original.getAuthority();
  }

  @Override
  public void setAuthority(URIAuthority authority) {
    original.setAuthority(authority);
  }

  @Override
  public String getRequestUri() {
    return original.getRequestUri();
  }

  @Override
  public URI getUri() throws URISyntaxException {
    return original.getUri();
  }

  @Override
  public void setUri(URI uri) {
    original.setUri(uri);
  }

  @Override
  public ProtocolVersion getVersion() {
    return original.getVersion();
  }

  @Override
  public void setVersion(ProtocolVersion version) {
    original.setVersion(version);
  }

  /** Without the headers: one of them is the token. */
  @Override
  public String toString() {
    return original.getMethod() + " " + original.getRequestUri();
  }
}
