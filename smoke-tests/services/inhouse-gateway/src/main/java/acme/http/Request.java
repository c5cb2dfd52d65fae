package acme.http;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A request to send. Not for several threads at a time. */
public final class Request {
  private final String method;
  private final URI target;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public Request(String method, URI target) {
    this.method = method;
    this.target = target;
  }

  public String method() {
    return method;
  }

  public URI target() {
    return target;
  }

  /** The value of a header, or null. */
  public String header(String name) {
    return headers.get(name);
  }

  /** Sets a header, or takes it off if the value is null. */
  public void setHeader(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
  }

  /** All headers that are set. */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
