package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import io.tokenrelay.instrumentation.testing.SocksProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpUrlConnectionIT extends RelaysOutbound {
  private static final Path HOSTS = Paths.get(System.getProperty("test.hosts"));

  @BeforeEach
  void nameThisMachine() throws IOException {
    lead("127.0.0.1 localhost");
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpURLConnection.class;
  }

  @Override
  protected String get(String url, String... headers) throws IOException {
    return answerOf(open(url, Proxy.NO_PROXY, headers));
  }

  /** Names are the JVM's to look up. */
  @Override
  protected @Nullable Client clientThatResolves(Function<String, InetAddress> resolver) {
    return null;
  }

  /** An authenticator of the connection's own, from Java 9 on. */
  @Override
  protected Client clientWithCredentialsFor(String host, int port) throws Exception {
    assumeThat(System.getProperty("java.specification.version")).isNotEqualTo("1.8");
    Authenticator robot =
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestingHost().equals(host) && getRequestingPort() == port
                ? new PasswordAuthentication("robot", "secret".toCharArray())
                : null;
          }
        };
    return url -> {
      HttpURLConnection connection = open(url, Proxy.NO_PROXY);
      HttpURLConnection.class
          .getMethod("setAuthenticator", Authenticator.class)
          .invoke(connection, robot);
      return answerOf(connection);
    };
  }

  /** The connection does not show it. */
  @Override
  protected boolean tellsForWhichTarget() {
    return false;
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    return this::get;
  }

  /** The JVM has one for all. */
  @Override
  protected Client clientThatKeepsCookies() {
    CookieManager cookies = new CookieManager();
    return url -> {
      CookieHandler.setDefault(cookies);
      try {
        return get(url);
      } finally {
        CookieHandler.setDefault(null);
      }
    };
  }

  @Test
  void neverSendsTheTokenWhereTheJvmsResolverLeadsToAStranger() throws Exception {
    resolve("orders.internal", Downstream.STRANGER);

    assertThat(as(issuer.token("alice"), () -> get(named("orders.internal"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);
  }

  @Test
  void judgesTheConnectionThatIsKeptAndNotWhereTheJvmsResolverLeadsNow() throws Exception {
    resolve("kept.internal", Downstream.STRANGER);
    assertThat(get(named("kept.internal"))).isEqualTo("200 nobody");
    resolve("kept.internal", Downstream.FRIEND);

    assertThat(as(issuer.token("alice"), () -> get(named("kept.internal"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.received())
        .extracting(request -> request.at)
        .containsOnly(Downstream.STRANGER);
  }

  @Test
  void relaysWhatIsPostedInWhateverWay() throws Exception {
    for (String mode : new String[] {"buffered", "fixed", "chunked"}) {
      assertThat(as(issuer.token("alice"), () -> post(downstream.inEstate("/"), mode)))
          .as(mode)
          .isEqualTo("200 alice");
      assertThat(as(issuer.token("alice"), () -> post(downstream.asStranger("/"), mode)))
          .as(mode)
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void relaysByHttpsAndToNoStranger() throws Exception {
    try (HttpsDownstream secure =
        HttpsDownstream.start(Paths.get(System.getProperty("test.hosts")))) {
      for (String user : new String[] {"alice", "bob"}) {
        assertThat(as(issuer.token(user), () -> secure.get("127.0.0.1"))).isEqualTo("200 " + user);
        assertThat(as(issuer.token(user), () -> secure.get("localhost"))).isEqualTo("200 nobody");
      }
      assertThat(secure.get("127.0.0.1")).isEqualTo("200 nobody");
    }
  }

  @Test
  void relaysOnceMoreWhenAConnectionWasDropped() throws Exception {
    get(downstream.inEstate("/")); // leaves a connection to be reused

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly(null, "alice", "alice");
  }

  @Test
  void aConnectionThatOneUserHasLeftCarriesTheTokenOfTheNext() throws Exception {
    for (String user : new String[] {"alice", "bob", "carol"}) {
      assertThat(as(issuer.token(user), () -> get(downstream.inEstate("/"))))
          .isEqualTo("200 " + user);
    }
    assertThat(get(downstream.inEstate("/"))).isEqualTo("200 nobody");
  }

  /** A call is whose request its connection was made in, or nobody's. */
  @Test
  void aConnectionThatWasMadeInOneRequestTakesNoTokenOfAnother() throws Exception {
    String url = downstream.inEstate("/");
    HttpURLConnection madeForAlice = as(issuer.token("alice"), () -> open(url, Proxy.NO_PROXY));
    HttpURLConnection madeForNobody = open(url, Proxy.NO_PROXY);
    HttpURLConnection alicesForNobody = as(issuer.token("alice"), () -> open(url, Proxy.NO_PROXY));
    HttpURLConnection filledByAlice =
        as(
            issuer.token("alice"),
            () -> {
              HttpURLConnection connection = open(url, Proxy.NO_PROXY);
              connection.setDoOutput(true);
              connection.getOutputStream().write('a');
              return connection;
            });

    for (HttpURLConnection each :
        new HttpURLConnection[] {madeForAlice, madeForNobody, filledByAlice}) {
      assertThat(as(issuer.token("bob"), () -> answerOf(each))).isEqualTo("200 nobody");
    }
    assertThat(answerOf(alicesForNobody)).isEqualTo("200 nobody");
    assertThat(users()).containsOnlyNulls();
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    Proxy proxy = through(Proxy.Type.HTTP, "127.0.0.1", downstream.port());

    assertThat(as(issuer.token("alice"), () -> answerOf(open("http://orders/", proxy))))
        .isEqualTo("200 alice");
    assertThat(as(issuer.token("alice"), () -> answerOf(open("http://stranger.example/", proxy))))
        .isEqualTo("200 nobody");
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String host : new String[] {"localhost", "127.0.0.66"}) {
      Proxy proxy = through(Proxy.Type.HTTP, host, downstream.port());
      assertThat(as(issuer.token("alice"), () -> answerOf(open("http://shop/", proxy))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy refusing = RefusingProxy.start()) {
      Proxy proxy = through(Proxy.Type.HTTP, "127.0.0.1", refusing.port());
      as(
          issuer.token("alice"),
          () ->
              assertThatThrownBy(() -> answerOf(open("https://orders/", proxy)))
                  .isInstanceOf(IOException.class));

      assertThat(refusing.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization: Bearer");
    }
  }

  @Test
  void neverShowsTheTokenToASocksProxyOutside() throws Exception {
    try (SocksProxy socks = SocksProxy.to(downstream.port())) {
      Proxy strange = through(Proxy.Type.SOCKS, "localhost", socks.port());
      assertThat(as(issuer.token("alice"), () -> answerOf(open("http://orders/", strange))))
          .isEqualTo("200 nobody");
      Proxy friendly = through(Proxy.Type.SOCKS, "127.0.0.1", socks.port());
      assertThat(as(issuer.token("alice"), () -> answerOf(open("http://orders2/", friendly))))
          .isEqualTo("200 alice");
    }
  }

  @Test
  void aCacheOfTheApplicationsKeepsWhatNobodyHasFetchedAndNothingOfAUsers() throws Exception {
    ResponseCache.setDefault(new KeepsEverything());
    try {
      String url = downstream.inEstate("/of-a-user");
      for (String user : new String[] {"alice", "bob"}) {
        assertThat(as(issuer.token(user), () -> get(url))).isEqualTo("200 " + user);
      }
      assertThat(get(url)).isEqualTo("200 nobody");
      assertThat(get(url)).isEqualTo("200 nobody");
      assertThat(downstream.received()).as("nobody's is kept").hasSize(3);

      downstream.reset();
      String strange = downstream.asStranger("/of-a-stranger");
      assertThat(as(issuer.token("alice"), () -> get(strange))).isEqualTo("200 nobody");
      assertThat(get(strange)).isEqualTo("200 nobody");
      assertThat(downstream.received()).as("got without a token").hasSize(1);

      downstream.reset();
      String moved = downstream.inEstate("/redirect?to=" + downstream.asStranger("/moved"));
      assertThat(as(issuer.token("alice"), () -> get(moved))).isEqualTo("200 nobody");
      assertThat(get(downstream.asStranger("/moved"))).isEqualTo("200 nobody");
      assertThat(users()).as("the last hop was without a token").containsExactly("alice", null);
    } finally {
      ResponseCache.setDefault(null);
    }
  }

  /** What an application may put there: it keeps each answer for everybody. */
  private static final class KeepsEverything extends ResponseCache {
    private final Map<URI, Kept> kept = new ConcurrentHashMap<>();

    @Override
    public @Nullable CacheResponse get(URI uri, String method, Map<String, List<String>> headers) {
      Kept found = kept.get(uri);
      return found == null || found.body.size() == 0 ? null : found;
    }

    @Override
    public CacheRequest put(URI uri, URLConnection connection) {
      Kept keeping = new Kept(connection.getHeaderFields());
      kept.put(uri, keeping);
      return new CacheRequest() {
        @Override
        public OutputStream getBody() {
          return keeping.body;
        }

        @Override
        public void abort() {
          kept.remove(uri);
        }
      };
    }
  }

  private static final class Kept extends CacheResponse {
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, List<String>> headers;

    Kept(Map<String, List<String>> headers) {
      this.headers = headers;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new java.io.ByteArrayInputStream(body.toByteArray());
    }
  }

  private static Proxy through(Proxy.Type type, String host, int port) {
    return new Proxy(type, new InetSocketAddress(host, port));
  }

  private static HttpURLConnection open(String url, Proxy proxy, String... headers)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection(proxy);
    for (int i = 0; i < headers.length; i += 2) {
      connection.setRequestProperty(headers[i], headers[i + 1]);
    }
    return connection;
  }

  private static String post(String url, String mode) throws IOException {
    byte[] body = "body".getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = open(url, Proxy.NO_PROXY);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    if (mode.equals("fixed")) {
      connection.setFixedLengthStreamingMode(body.length);
    } else if (mode.equals("chunked")) {
      connection.setChunkedStreamingMode(0);
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    return answerOf(connection);
  }

  private static String answerOf(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        body.write(next);
      }
      return status + " " + body.toString("UTF-8");
    }
  }

  /** From now on the JVM finds this name there; it reads the file at each look-up, from 9 on. */
  private static void resolve(String name, InetAddress address) throws IOException {
    assumeThat(System.getProperty("java.specification.version")).isNotEqualTo("1.8");
    lead("127.0.0.1 localhost", address.getHostAddress() + " " + name);
  }

  private static void lead(String... lines) throws IOException {
    Files.write(HOSTS, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
  }
}
