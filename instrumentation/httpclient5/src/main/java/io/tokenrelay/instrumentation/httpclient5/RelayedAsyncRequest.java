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
 * about to write the request: so our header appears only when all headers are iterated to be
 * written, and gives way to one that an interceptor has set. A request that by then names a
 * different host from the one that was judged is written without it.
 */
final class RelayedAsyncRequest extends RelayedRequest implements Configurable {
  private final transient HttpRequest original;
  private final transient RequestHop hop;
  private transient List<String> judged = Collections.emptyList();
  private transient volatile @Nullable Header ours;

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
    ours = header;
  }

  @Override
  public Iterator<Header> headerIterator() {
    Header late = ours;
    if (late == null) {
      return super.headerIterator();
    }
    boolean mayBeSent = judged.equals(named());
    if (mayBeSent && containsHeader(late.getName())) {
      return super.headerIterator();
    }
    List<Header> all = new ArrayList<>(Arrays.asList(getHeaders()));
    if (mayBeSent) {
      all.add(late);
    } else {
      all.remove(late); // in case it replaced another
    }
    return all.iterator();
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
