package io.tokenrelay.instrumentation.jdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hop over HTTP/2: the headers that are set are kept here until all of them are encoded, since
 * the JDK logs the frame that holds them until then.
 */
final class Http2Hop extends NetHttpHop {
  private final String path;
  private List<Map<String, List<String>>> headers;
  private @Nullable Map<String, List<String>> set;

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
   * The given headers with those that were set, in place of any of the same names; call at most
   * once.
   *
   * @param headers an array of {@code HttpHeaders}
   */
  Object[] takeHeaders(NetHttp http, Object[] headers) throws ReflectiveOperationException {
    Map<String, List<String>> set = this.set;
    if (set == null) {
      return headers;
    }
    this.set = null;
    Object[] more = Arrays.copyOf(headers, headers.length + 1);
    for (int i = 0; i < headers.length; i++) {
      Map<String, List<String>> each = http.map(headers[i]);
      if (!Collections.disjoint(set.keySet(), each.keySet())) {
        more[i] = http.headersOf(each, (other, any) -> !set.containsKey(other));
      }
    }
    more[headers.length] = http.headersOf(set, (any, all) -> true);
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
    Map<String, List<String>> set = this.set;
    if (set == null) {
      set = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      this.set = set;
    }
    set.put(name, Collections.singletonList(value));
  }
}
