package io.tokenrelay.instrumentation.jdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hop over HTTP/2: the header that is set is kept here until the headers are encoded, since the
 * JDK logs the frame that holds them until then.
 */
final class Http2Hop extends NetHttpHop {
  private final String path;
  private List<Map<String, List<String>>> headers;
  private @Nullable String name;
  private @Nullable String value;

  Http2Hop(NetHttp http, Object hop, Object connection, List<Map<String, List<String>>> headers)
      throws ReflectiveOperationException {
    super(http, hop, connection);
    this.headers = headers;
    String path = header(":path");
    this.path = path == null ? "" : path;
  }

  @Override
  void decided() {
    headers = Collections.emptyList();
  }

  /**
   * The given headers with the one that was set, in place of any of the same name; call at most
   * once.
   *
   * @param headers an array of {@code HttpHeaders}
   */
  Object[] takeHeaders(NetHttp http, Object[] headers) throws ReflectiveOperationException {
    String name = this.name;
    String value = this.value;
    if (name == null || value == null) {
      return headers;
    }
    this.name = null;
    this.value = null;
    Object[] more = Arrays.copyOf(headers, headers.length + 1);
    for (int i = 0; i < headers.length; i++) {
      Map<String, List<String>> each = http.map(headers[i]);
      if (each.containsKey(name)) { // in any case
        more[i] = http.headersOf(each, (other, any) -> !other.equalsIgnoreCase(name));
      }
    }
    more[headers.length] =
        http.headersOf(
            Collections.singletonMap(name, Collections.singletonList(value)), (any, all) -> true);
    return more;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> authorities() {
    List<String> authorities = new ArrayList<>(values(":authority"));
    authorities.addAll(values("Host"));
    return authorities;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.get(0);
  }

  /** The maps of {@code HttpHeaders} ignore the case of names. */
  private List<String> values(String name) {
    for (Map<String, List<String>> each : headers) {
      List<String> values = each.get(name);
      if (values != null && !values.isEmpty()) {
        return values;
      }
    }
    return Collections.emptyList();
  }

  @Override
  public void setHeader(String name, String value) {
    this.name = name;
    this.value = value;
  }
}
