package io.tokenrelay.instrumentation.jdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hop by HTTP/2: what is set is kept until the headers are encoded, since the frame that they are
 * in until then is logged by the JDK.
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
   * The given headers and what has been set, in place of any of that name; to be asked once.
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
      if (each.containsKey(name)) { // whatever its case
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

  /** The maps of {@code HttpHeaders} know a name in any case. */
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
