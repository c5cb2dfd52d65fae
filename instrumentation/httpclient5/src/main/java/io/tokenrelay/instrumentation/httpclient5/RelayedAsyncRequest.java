package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * A request of an async client. The minimal ones look for their timeouts in it.
 *
 * <p>In 5.1 and 5.2 the application's interceptors come below, when the connection is about to
 * write the request: our header only shows when all headers are gone through in order to be
 * written, and gives way to one that an interceptor has set.
 */
final class RelayedAsyncRequest extends RelayedRequest implements Configurable {
  private final transient HttpRequest original;
  private transient volatile @Nullable Header ours;

  RelayedAsyncRequest(HttpRequest original, Hop hop) {
    super(original, hop);
    this.original = original;
  }

  @Override
  void relay(String name, String value) {
    if (containsHeader(name)) {
      super.relay(name, value);
    } else {
      ours = new BasicHeader(name, value);
    }
  }

  @Override
  public Iterator<Header> headerIterator() {
    Header late = ours;
    if (late == null || containsHeader(late.getName())) {
      return super.headerIterator();
    }
    List<Header> all = new ArrayList<>(Arrays.asList(getHeaders()));
    all.add(late);
    return all.iterator();
  }

  @Override
  public @Nullable RequestConfig getConfig() {
    return original instanceof Configurable ? ((Configurable) original).getConfig() : null;
  }
}
