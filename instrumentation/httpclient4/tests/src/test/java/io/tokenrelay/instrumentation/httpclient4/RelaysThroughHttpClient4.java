package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.conn.DnsResolver;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.auth.BasicScheme;
import org.apache.http.impl.client.BasicAuthCache;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/** What every client of HttpClient 4 must do, the old ones and those of the builder. */
abstract class RelaysThroughHttpClient4 extends RelaysOutbound {
  /** The URLs of those whom a request may name, and who may not have the token. */
  protected static final String[] STRANGERS = {
    "http://stranger.example/",
    "http://localhost/",
    "http://169.254.169.254/latest",
    "https://stranger.example/",
    "HTTP://stranger.example:8080/?query",
  };

  /** A client with a pool of connections, that follows redirects. */
  protected abstract HttpClient client();

  protected abstract HttpClient clientThrough(HttpHost proxy);

  protected abstract HttpClient clientWith(DnsResolver resolver);

  protected abstract HttpClient clientWith(HttpRequestInterceptor interceptor);

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) {
    HttpClient resolving = clientWith((String host) -> new InetAddress[] {resolver.apply(host)});
    return url -> answerOf(resolving.execute(new HttpGet(url)));
  }

  protected abstract HttpClient clientWith(CredentialsProvider credentials);

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    HttpClient own = clientWith(Robot.credentialsFor(host, port));
    return url -> answerOf(own.execute(new HttpGet(url)));
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws IOException {
    HttpGet request = new HttpGet(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return answerOf(client().execute(request));
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));
    request.addHeader("Accept", "text/plain");
    HttpContext context = new BasicHttpContext();

    String answer = as(issuer.token("alice"), () -> answerOf(client().execute(request, context)));

    assertThat(answer).isEqualTo("200 alice");
    assertThat(request.getAllHeaders()).hasSize(1);
    HttpRequest sent = (HttpRequest) context.getAttribute("http.request");
    assertThat(sent.containsHeader("Host")).isTrue();
    assertThat(sent.containsHeader("Authorization")).isFalse();
  }

  @Test
  void aRequestUsedAgainCarriesTheTokenOfEachCaller() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));

    assertThat(as(issuer.token("alice"), () -> answerOf(client().execute(request))))
        .isEqualTo("200 alice");
    assertThat(as(issuer.token("bob"), () -> answerOf(client().execute(request))))
        .isEqualTo("200 bob");
    assertThat(answerOf(client().execute(request))).isEqualTo("200 nobody");
  }

  @Test
  void aRequestSharedByTwoCallersCarriesTheTokenOfEach() throws Exception {
    HttpRequest shared = new BasicHttpRequest("GET", "/hold");
    HttpHost host = new HttpHost("127.0.0.1", downstream.port());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> alice = sendShared(threads, "alice", host, shared);
      awaitRequests(1);
      Future<String> bob = sendShared(threads, "bob", host, shared);
      awaitRequests(2);
      downstream.release();

      assertThat(alice.get()).isEqualTo("200 alice");
      assertThat(bob.get()).isEqualTo("200 bob");
    } finally {
      downstream.release();
      threads.shutdownNow();
    }
  }

  @Test
  void judgesTheHostThatTheConnectionGoesTo() throws Exception {
    HttpHost stranger = new HttpHost("localhost", downstream.port());

    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(client().execute(stranger, new HttpGet(downstream.inEstate("/"))))))
        .isEqualTo("200 nobody");
  }

  @Test
  void relaysWithABodyThatWaitsToBeAskedFor() throws Exception {
    HttpPost request = new HttpPost(downstream.inEstate("/"));
    request.setEntity(new StringEntity("order"));
    request.addHeader("Expect", "100-continue");

    assertThat(as(issuer.token("alice"), () -> answerOf(client().execute(request))))
        .isEqualTo("200 alice");
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsRetried() throws Exception {
    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly("alice", "alice");
  }

  @Test
  void keepsTheHeaderThatTheClientMakesOfCredentials() throws Exception {
    HttpHost host = new HttpHost("127.0.0.1", downstream.port(), "http");
    BasicAuthCache schemes = new BasicAuthCache();
    schemes.put(host, new BasicScheme());
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("a", "b"));
    HttpContext context = new BasicHttpContext();
    context.setAttribute("http.auth.auth-cache", schemes);
    context.setAttribute("http.auth.credentials-provider", credentials);

    as(
        issuer.token("alice"),
        () -> answerOf(client().execute(new HttpGet(downstream.inEstate("/")), context)));

    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void looksForCredentialsInTheContextOfTheCallFirst() throws Exception {
    HttpClient own = clientWith(Robot.credentialsFor("127.0.0.1", downstream.port()));
    for (boolean inContext : new boolean[] {true, false}) {
      HttpContext context = new BasicHttpContext();
      context.setAttribute(
          "http.auth.credentials-provider",
          inContext
              ? Robot.credentialsFor("127.0.0.1", downstream.port())
              : new BasicCredentialsProvider());
      HttpClient asked = inContext ? client() : own;

      assertThat(
              as(
                  issuer.token("alice"),
                  () ->
                      answerOf(
                          asked.execute(new HttpGet(downstream.inEstate("/challenge")), context))))
          .isEqualTo(inContext ? "200 robot" : "200 alice");
    }
  }

  @Test
  void leavesACallToTheUserThatItsUrlNames() throws Exception {
    HttpClient own = clientWith(new BasicCredentialsProvider());
    String url = downstream.inEstate("/challenge").replace("://", "://robot:secret@");

    assertThat(as(issuer.token("alice"), () -> answerOf(own.execute(new HttpGet(url)))))
        .isEqualTo("200 robot");
    assertThat(users()).containsOnlyNulls();
  }

  @Test
  void givesNoTokenToAClientWhoseStoreOfCredentialsFails() throws Exception {
    HttpClient own = clientWith(Robot.shut());

    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(own.execute(new HttpGet(downstream.inEstate("/"))))))
        .isEqualTo("200 nobody");
  }

  @Test
  void theCredentialsForAProxyDoNotCount() throws Exception {
    HttpHost proxy = new HttpHost("127.0.0.1", downstream.port());
    HttpClient proxied = clientThrough(proxy);
    HttpContext context = new BasicHttpContext();
    context.setAttribute(
        "http.auth.credentials-provider", Robot.credentialsFor("127.0.0.1", downstream.port()));

    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(proxied.execute(new HttpGet("http://orders/"), context))))
        .isEqualTo("200 alice");
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    HttpClient proxied = clientThrough(new HttpHost("127.0.0.1", downstream.port()));

    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(proxied.execute(new HttpGet("http://orders/")))))
        .isEqualTo("200 alice");
    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(proxied.execute(new HttpGet("http://stranger.example/")))))
        .isEqualTo("200 nobody");
  }

  /** A proxy goes by the request line, whatever the client has taken for the target. */
  @Test
  void judgesTheHostOfTheRequestLineToo() throws Exception {
    HttpHost proxy = new HttpHost("127.0.0.1", downstream.port());
    HttpHost orders = new HttpHost("orders");
    HttpClient proxied = clientThrough(proxy);
    for (String url : STRANGERS) {
      for (HttpRequest request :
          new HttpRequest[] {new HttpGet(url), new BasicHttpRequest("GET", url)}) {
        assertThat(as(issuer.token("alice"), () -> answerOf(proxied.execute(orders, request))))
            .as(request.getRequestLine().toString())
            .isEqualTo("200 nobody");
      }
    }
    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(proxied.execute(orders, new HttpGet("http://shop.internal/")))))
        .isEqualTo("200 alice");
    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(proxied.execute(orders, new HttpGet("http://ORDERS:80/")))))
        .isEqualTo("200 alice");
  }

  @Test
  void judgesTheHostThatAnInterceptorWritesIntoTheRequestLine() throws Exception {
    HttpHost orders = new HttpHost("127.0.0.1", downstream.port());
    for (String url : STRANGERS) {
      HttpClient rewriting =
          clientWith((HttpRequest request, HttpContext context) -> readdress(request, url));
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(rewriting.execute(orders, new HttpGet("/")))))
          .as(url)
          .isEqualTo("200 nobody");
    }
  }

  /** Writes a URL into the request line of what a client is about to send. */
  protected abstract void readdress(HttpRequest request, String url);

  @Test
  void judgesEveryHostHeader() throws Exception {
    HttpClient adding =
        clientWith(
            (HttpRequest request, HttpContext context) ->
                request.addHeader("Host", "stranger.example"));
    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(adding.execute(new HttpGet(downstream.inEstate("/"))))))
        .isEqualTo("200 nobody");
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String proxy : new String[] {"localhost", "127.0.0.66"}) {
      HttpClient proxied = clientThrough(new HttpHost(proxy, downstream.port()));
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(proxied.execute(new HttpGet("http://orders/")))))
          .isEqualTo("200 nobody");
    }
  }

  /** The route in a context is that of the last call that used it. */
  @Test
  void aCallThatAnInterceptorMakesWithTheSameContextChangesNothing() throws Exception {
    List<String> inner = new ArrayList<>();
    HttpClient calling =
        clientWith(
            (HttpRequest request, HttpContext context) -> {
              String url =
                  request.containsHeader("To-Stranger")
                      ? downstream.inEstate("/inner")
                      : downstream.asStranger("/inner");
              inner.add(answerOf(client().execute(new HttpGet(url), context)));
            });
    HttpGet toStranger = new HttpGet(downstream.asStranger("/"));
    toStranger.addHeader("To-Stranger", "1");
    HttpGet toFriend = new HttpGet(downstream.inEstate("/"));

    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(calling.execute(toStranger, new BasicHttpContext()))))
        .isEqualTo("200 nobody");
    assertThat(
            as(
                issuer.token("alice"),
                () -> answerOf(calling.execute(toFriend, new BasicHttpContext()))))
        .isEqualTo("200 alice");
    assertThat(inner).containsExactly("200 alice", "200 nobody");
  }

  @Test
  void twoThreadsThatShareAContextDoNotMakeAFriendOfAStranger() throws Exception {
    HttpContext shared = new BasicHttpContext();
    AtomicInteger wrong = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (boolean friendly : new boolean[] {true, false}) {
      String url = friendly ? downstream.inEstate("/") : downstream.asStranger("/");
      work.add(
          () -> {
            for (int i = 0; i < 300; i++) {
              try {
                HttpGet get = new HttpGet(url);
                get.getParams()
                    .setIntParameter("http.connection.timeout", 1_000); // of the pool, too
                String got =
                    as(issuer.token("alice"), () -> answerOf(client().execute(get, shared)));
                wrong.addAndGet(friendly || got.equals("200 nobody") ? 0 : 1);
              } catch (ConnectionPoolTimeoutException lost) {
                return null; // it has lost all of its connections so, and would wait for ever
              } catch (IOException failed) {
                // the old client takes the other thread's connection out of the context
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(wrong).hasValue(0);
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start()) {
      HttpClient proxied = clientThrough(new HttpHost("127.0.0.1", proxy.port()));

      as(
          issuer.token("alice"),
          () -> proxied.execute(new HttpGet("https://orders/")).getStatusLine());

      assertThat(proxy.heads()).hasSize(1);
      assertThat(proxy.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization");
    }
  }

  protected static String answerOf(HttpResponse response) throws IOException {
    return response.getStatusLine().getStatusCode()
        + " "
        + EntityUtils.toString(response.getEntity());
  }

  private Future<String> sendShared(
      ExecutorService threads, String user, HttpHost host, HttpRequest request) {
    return threads.submit(
        () -> as(issuer.token(user), () -> answerOf(client().execute(host, request))));
  }

  private void awaitRequests(int count) {
    while (downstream.received().size() < count) {
      Thread.yield();
    }
  }
}
