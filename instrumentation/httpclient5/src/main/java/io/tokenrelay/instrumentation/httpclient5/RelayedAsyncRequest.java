package io.tokenrelay.instrumentation.httpclient5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * An async client's request. The minimal clients read their timeouts from it.
 *
 * <p>In 5.1 and 5.2 the application's interceptors run below this point, when the connection is
 * about to write the request: so our headers appear only when all headers are iterated to be
 * written, and give way, all of them, to one that an interceptor has set. A request that by then
 * names a different host from the one that was judged is written without them.
 */
final class RelayedAsyncRequest extends RelayedRequest implements Configurable {
  private final transient HttpRequest original;
  private final transient RequestHop hop;
  private transient List<String> judged = Collections.emptyList();
  private transient volatile List<Header> ours = Collections.emptyList();

  RelayedAsyncRequest(HttpRequest original, RequestHop hop) {
    super(original, hop);
    this.original = original;
    this.hop = hop;
  }

  @Override
  void relay(String name, String value) {
    Header header = new BasicHeader(name, value);
    if (containsHeader(name)) {
      setHeader(header);
    }
    judged = named();
    List<Header> more = new ArrayList<>(ours);
    more.add(header);
    ours = more;
  }

  @Override
  public Iterator<Header> headerIterator() {
    List<Header> late = ours;
    if (late.isEmpty()) {
      return super.headerIterator();
    }
    List<Header> all = new ArrayList<>(Arrays.asList(getHeaders()));
    all.removeAll(late); // those that replaced another
    if (judged.equals(named()) && !areIn(all, late)) {
      all.addAll(late);
    }
    return all.iterator();
  }

  /** Whether one of the headers is there already, by another's hand. */
  private static boolean areIn(List<Header> all, List<Header> late) {
    for (Header each : all) {
      for (Header one : late) {
        if (each.getName().equalsIgnoreCase(one.getName())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The hosts that the request names now, other than the target. */
  private List<String> named() {
    List<String> authorities = hop.authorities(this);
    String line = hop.requestTarget(this);
    if (line == null) {
      return authorities;
    }
    List<String> named = new ArrayList<>(authorities);
    named.add(line);
    return named;
  }

  @Override
  public @Nullable RequestConfig getConfig() {
    return original instanceof Configurable ? ((Configurable) original).getConfig() : null;
  }
}
