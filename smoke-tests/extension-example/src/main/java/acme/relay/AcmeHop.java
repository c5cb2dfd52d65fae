package acme.relay;

import acme.http.Request;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of the company's client, while it is sent. */
final class AcmeHop implements Hop {
  private final Request request;
  private @Nullable String written;
  private @Nullable String before;

  AcmeHop(Request request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.target().getScheme();
  }

  @Override
  public String host() {
    return request.target().getHost();
  }

  @Override
  public int port() {
    return request.target().getPort();
  }

  /** With the query, by which a signed URL is known: it takes no token. */
  @Override
  public String path() {
    String path = request.target().getRawPath();
    String query = request.target().getRawQuery();
    return query == null ? path : path + '?' + query;
  }

  /** The client sends a Host that the application has set, whatever the target is. */
  @Override
  public List<String> authorities() {
    String host = request.header("Host");
    return host == null ? Collections.<String>emptyList() : Collections.singletonList(host);
  }

  @Override
  public @Nullable String header(String name) {
    return request.header(name);
  }

  @Override
  public void setHeader(String name, String value) {
    written = name;
    before = request.header(name);
    request.setHeader(name, value);
  }

  /** Leaves the request as the application made it. */
  void takeHeaderOff() {
    if (written != null) {
      request.setHeader(written, before);
    }
  }
}
