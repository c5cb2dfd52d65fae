package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.Test;

/** What an async client sends in place of a request. */
class AsyncRequestHopTest {
  private static final HttpHost ORDERS = new HttpHost("http", "orders", 81);

  private SimpleHttpRequest request =
      new SimpleHttpRequest("GET", URI.create("http://stranger/items?id=1"));

  @Test
  void goesWhereTheClientSays() {
    AsyncRequestHop hop = new AsyncRequestHop(request, Route.straightTo(ORDERS), null, null);

    assertThat(hop.scheme()).isEqualTo("http");
    assertThat(hop.host()).isEqualTo("orders");
    assertThat(hop.port()).isEqualTo(81);
    assertThat(hop.path()).isEqualTo("/items?id=1");
  }

  @Test
  void isFoundBelowWhateverTheClientHasWrappedAroundIt() {
    RelayingExchange ours = new RelayingExchange(null, "snapshot", null, null, null);

    assertThat(WrappedExchange.find(ours)).isSameAs(ours);
    assertThat(WrappedExchange.find(new Wrapper(ours))).isSameAs(ours);
    assertThat(WrappedExchange.find(new Wrapper(ours).new Inner())).isSameAs(ours);
    assertThat(WrappedExchange.find(new Wrapper(null))).isNull();
    assertThat(WrappedExchange.find(null)).isNull();
  }

  @Test
  void showsTheHeaderToWhoWritesAllOfThemAndToNobodyElse() {
    request.addHeader("Accept", "text/plain");
    RelayedRequest relayed = relayed();

    assertThat(written(relayed)).containsExactly("Accept: text/plain", "Authorization: Bearer one");
    assertThat(relayed.containsHeader("Authorization")).isFalse();
    assertThat(relayed.getFirstHeader("Authorization")).isNull();
    assertThat(relayed.getHeaders()).hasSize(1);
    assertThat(relayed.toString()).doesNotContain("one");
    assertThat(request.containsHeader("Authorization")).isFalse();
  }

  @Test
  void givesWayToTheHeaderOfALateInterceptor() {
    RelayedRequest relayed = relayed();

    relayed.addHeader("authorization", "Basic YTpi");

    assertThat(written(relayed)).containsExactly("authorization: Basic YTpi");
  }

  @Test
  void isWrittenWithoutTheHeaderWhenALateInterceptorNamesAnotherHost() {
    RelayedRequest[] named = new RelayedRequest[5];
    for (int i = 0; i < named.length; i++) {
      request = new SimpleHttpRequest("GET", URI.create("http://stranger/items?id=1"));
      named[i] = i == 4 ? replaced() : relayed();
    }

    named[0].setHeader("Host", "stranger.example");
    named[1].setAuthority(new URIAuthority("stranger.example"));
    named[2].setPath("http://stranger.example/");
    named[3].addHeader("Host", "orders:81");
    named[3].addHeader("Host", "stranger.example");
    named[4].addHeader("Host", "stranger.example");

    for (RelayedRequest each : named) {
      assertThat(written(each)).noneMatch(header -> header.contains("Bearer"));
    }
  }

  @Test
  void isWrittenWithTheHeaderWhenALateInterceptorNamesTheSameHost() {
    RelayedRequest relayed = relayed();

    relayed.addHeader("Host", "stranger");
    relayed.addHeader("Host", "Orders:81");

    assertThat(written(relayed)).contains("Authorization: Bearer one");
  }

  private RelayedRequest replaced() {
    request.addHeader("authorization", "Basic YTpi");
    return relayed();
  }

  @Test
  void takesThePlaceOfAHeaderThatWasThere() {
    request.addHeader("authorization", "Basic YTpi");

    assertThat(written(relayed())).containsExactly("Authorization: Bearer one");
  }

  @Test
  void keepsTheConfigurationOfTheRequest() {
    RequestConfig config = RequestConfig.custom().setMaxRedirects(3).build();
    request.setConfig(config);

    assertThat(((RelayedAsyncRequest) relayed()).getConfig()).isSameAs(config);
  }

  private RelayedRequest relayed() {
    AsyncRequestHop hop = new AsyncRequestHop(request, Route.straightTo(ORDERS), null, null);
    hop.setHeader("Authorization", "Bearer one");
    return hop.relayed();
  }

  private static List<String> written(HttpRequest request) {
    List<String> headers = new ArrayList<>();
    for (Iterator<Header> each = request.headerIterator(); each.hasNext(); ) {
      headers.add(each.next().toString());
    }
    return headers;
  }

  /** As the client's own are: a handler that hands on to another. */
  private static final class Wrapper {
    final Object other = "not a handler";
    final AsyncClientExchangeHandler inner;

    Wrapper(AsyncClientExchangeHandler inner) {
      this.inner = inner;
    }

    final class Inner {
      @Override
      public String toString() {
        return String.valueOf(inner);
      }
    }
  }
}
