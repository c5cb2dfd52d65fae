package io.tokenrelay.instrumentation.okhttp3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysAsyncCalls;
import io.tokenrelay.instrumentation.testing.SocksProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OkHttp3IT extends RelaysAsyncCalls {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  protected Class<?> libraryClass() {
    return OkHttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws IOException {
    return answerOf(client.newCall(request(url, headers)).execute());
  }

  @Override
  protected AsyncClient asyncClient() {
    return startingBy(client);
  }

  @Override
  protected AsyncClient asyncClient(int calls) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(calls);
    return startingBy(client.newBuilder().dispatcher(dispatcher).build());
  }

  private static AsyncClient startingBy(OkHttpClient client) {
    return (url, ending) -> {
      Call call = client.newCall(request(url));
      call.enqueue(new Told(ending));
      return call::cancel;
    };
  }

  /** Passes on how a call ends. */
  private static final class Told implements Callback {
    private final Ending ending;

    Told(Ending ending) {
      this.ending = ending;
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      ending.failed(failure);
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      ending.answered(answerOf(response));
    }
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) {
    OkHttpClient resolving =
        client
            .newBuilder()
            .dns(name -> Collections.singletonList(resolver.apply(name)))
            .connectionPool(new ConnectionPool())
            .build();
    return url -> answerOf(resolving.newCall(request(url)).execute());
  }

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    OkHttpClient own =
        client
            .newBuilder()
            .authenticator(
                (route, response) ->
                    response.request().url().host().equals(host)
                            && response.request().url().port() == port
                        ? response
                            .request()
                            .newBuilder()
                            .header("Authorization", Credentials.basic("robot", "secret"))
                            .build()
                        : null)
            .build();
    return url -> get(own, url);
  }

  /** An authenticator is given a challenge, and nothing else. */
  @Override
  protected boolean tellsForWhichTarget() {
    return false;
  }

  /** In OkHttp itself from some 4 on. */
  @Override
  protected @Nullable Client clientThatAsksTheJvm() throws Exception {
    for (Field field : Authenticator.class.getFields()) {
      if (field.getName().equals("JAVA_NET_AUTHENTICATOR")) {
        OkHttpClient asking =
            client.newBuilder().authenticator((Authenticator) field.get(null)).build();
        return url -> get(asking, url);
      }
    }
    assertThat(System.getProperty("library.version")).isIn("3.0.0", "3.14.9", "4.0.0");
    return null;
  }

  @Override
  protected Client clientThatKeepsCookies() {
    List<Cookie> kept = new CopyOnWriteArrayList<>();
    CookieJar jar =
        new CookieJar() {
          @Override
          public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            kept.addAll(cookies);
          }

          @Override
          public List<Cookie> loadForRequest(HttpUrl url) {
            List<Cookie> fit = new ArrayList<>(kept);
            fit.removeIf(cookie -> !cookie.matches(url));
            return fit;
          }
        };
    OkHttpClient keeping = client.newBuilder().cookieJar(jar).build();
    return url -> get(keeping, url);
  }

  /** OkHttp gives its jar the cookies of a trailer, too, on whichever thread reads the body. */
  @Test
  void neverKeepsTheSessionThatATrailerOpens() throws Exception {
    List<Cookie> kept = new CopyOnWriteArrayList<>();
    OkHttpClient keeping =
        client
            .newBuilder()
            .cookieJar(
                new CookieJar() {
                  @Override
                  public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                    kept.addAll(cookies);
                  }

                  @Override
                  public List<Cookie> loadForRequest(HttpUrl url) {
                    return Collections.emptyList();
                  }
                })
            .build();
    try (ServerSocket listening = new ServerSocket(0, 5, Downstream.FRIEND)) {
      Thread server = new Thread(() -> answerWithATrailer(listening), "trailers");
      server.start();
      String url = "http://127.0.0.1:" + listening.getLocalPort() + "/";
      Response response = as(issuer.token("alice"), () -> keeping.newCall(request(url)).execute());
      assertThat(response.body().string()).isEqualTo("x"); // on this thread, which is nobody's
      server.join();
    }
    assertThat(kept).isEmpty();
  }

  private static void answerWithATrailer(ServerSocket listening) {
    try (Socket connection = listening.accept()) {
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = head.readLine(); line != null && !line.isEmpty(); ) {
        line = head.readLine();
      }
      connection
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + "1\r\nx\r\n0\r\nSet-Cookie: session=alices; Path=/\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void anAuthenticatorOfAProxyDoesNotCount() throws Exception {
    OkHttpClient own = client.newBuilder().proxyAuthenticator((route, response) -> null).build();

    assertThat(as(issuer.token("alice"), () -> get(own, downstream.inEstate("/"))))
        .isEqualTo("200 alice");
  }

  /** Of late an interceptor may set one for its call. */
  @Test
  void anAuthenticatorThatAnInterceptorSetsCounts() throws Exception {
    Authenticator robot = (route, response) -> null;
    OkHttpClient own = client.newBuilder().addInterceptor(chain -> with(robot, chain)).build();
    boolean isOfLate = System.getProperty("library.version").equals("5.5.1");

    assertThat(as(issuer.token("alice"), () -> get(own, downstream.inEstate("/"))))
        .isEqualTo(isOfLate ? "200 nobody" : "200 alice");
  }

  private static Response with(Authenticator authenticator, Interceptor.Chain chain)
      throws IOException {
    Interceptor.Chain changed = chain;
    try {
      changed =
          (Interceptor.Chain)
              Interceptor.Chain.class
                  .getMethod("withAuthenticator", Authenticator.class)
                  .invoke(chain, authenticator);
    } catch (NoSuchMethodException before) {
      // its client's counts
    } catch (ReflectiveOperationException failure) {
      throw new IOException(failure);
    }
    return changed.proceed(chain.request());
  }

  /** Whoever makes it: what counts is the client of the call that is on its way. */
  @Test
  void aCallThatAnInterceptorMakesByAnotherClientIsLeftToThatClientsCredentials() throws Exception {
    Client robot = clientWithCredentialsFor("127.0.0.1", downstream.port());
    List<String> inner = new ArrayList<>();
    OkHttpClient calling =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain -> {
                  inner.add(unchecked(() -> robot.get(downstream.inEstate("/challenge"))));
                  return chain.proceed(chain.request());
                })
            .build();

    assertThat(as(issuer.token("alice"), () -> get(calling, downstream.inEstate("/"))))
        .isEqualTo("200 alice");
    assertThat(inner).containsExactly("200 robot");
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    OkHttpClient proxied = through(Proxy.Type.HTTP, "127.0.0.1", downstream.port());

    assertThat(as(issuer.token("alice"), () -> get(proxied, "http://orders/")))
        .isEqualTo("200 alice");
    assertThat(as(issuer.token("alice"), () -> get(proxied, "http://stranger.example/")))
        .isEqualTo("200 nobody");
    assertThat(as(issuer.token("alice"), () -> get(proxied, "http://stranger.example:80@orders/")))
        .as("as a proxy reads it who takes the first for the host")
        .isEqualTo("200 nobody");
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String proxy : new String[] {"localhost", "127.0.0.66"}) {
      OkHttpClient proxied = through(Proxy.Type.HTTP, proxy, downstream.port());
      assertThat(as(issuer.token("alice"), () -> get(proxied, "http://orders/")))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start()) {
      OkHttpClient proxied = through(Proxy.Type.HTTP, "127.0.0.1", proxy.port());
      as(
          issuer.token("alice"),
          () -> assertThatThrownBy(() -> get(proxied, "https://orders/")).isNotNull());

      assertThat(proxy.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization: Bearer");
    }
  }

  @Test
  void neverShowsTheTokenToASocksProxyOutside() throws Exception {
    try (SocksProxy socks = SocksProxy.to(downstream.port())) {
      OkHttpClient strange = through(Proxy.Type.SOCKS, "localhost", socks.port());
      assertThat(as(issuer.token("alice"), () -> get(strange, "http://orders/")))
          .isEqualTo("200 nobody");
      OkHttpClient friendly = through(Proxy.Type.SOCKS, "127.0.0.1", socks.port());
      assertThat(as(issuer.token("alice"), () -> get(friendly, "http://orders/")))
          .isEqualTo("200 alice");
    }
  }

  /** A socket of the application's own making goes where it likes. */
  @Test
  void judgesWhereTheSocketLeadsThatAFactoryMakes() throws Exception {
    OkHttpClient own =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool())
            .socketFactory(new StrayingSocketFactory())
            .build();

    assertThat(as(issuer.token("alice"), () -> get(own, downstream.inEstate("/"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);
  }

  @Test
  void aCallCarriesTheTokenOfItsCreatorWhoeverRunsIt() throws Exception {
    Call ofAlice =
        as(issuer.token("alice"), () -> client.newCall(request(downstream.inEstate("/"))));

    assertThat(answerOf(ofAlice.execute())).isEqualTo("200 alice");
  }

  @Test
  void aCallOfOneUserThatAnothersRequestMakesCarriesNobodysToken() throws Exception {
    Call ofAlice =
        as(issuer.token("alice"), () -> client.newCall(request(downstream.inEstate("/"))));
    long before = AgentCounters.of("SkippedWrongRequest");

    assertThat(as(issuer.token("bob"), () -> answerOf(ofAlice.execute()))).isEqualTo("200 nobody");
    assertThat(AgentCounters.of("SkippedWrongRequest")).isEqualTo(before + 1);
  }

  @Test
  void aCallCreatedForNobodyCarriesNothingWhoeverRunsIt() throws Exception {
    Call ofNobody = client.newCall(request(downstream.inEstate("/")));

    assertThat(as(issuer.token("bob"), () -> answerOf(ofNobody.execute()))).isEqualTo("200 nobody");
  }

  /** Set once, for whichever call is the last. */
  @Test
  void whatADispatcherDoesWhenItIsIdleIsDoneForNobody() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    BlockingQueue<String> whenIdle = new LinkedBlockingQueue<>();
    onIdle(dispatcher, () -> whenIdle.add(unchecked(() -> get(downstream.inEstate("/idle")))));
    OkHttpClient shared = client.newBuilder().dispatcher(dispatcher).build();

    String answer = as(issuer.token("alice"), () -> get(shared, downstream.inEstate("/")));
    assertThat(answer).isEqualTo("200 alice");
    assertThat(whenIdle.poll(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
    answer =
        as(issuer.token("bob"), () -> send(startingBy(shared), downstream.inEstate("/")))
            .get(30, TimeUnit.SECONDS);
    assertThat(answer).isEqualTo("200 bob");
    assertThat(whenIdle.poll(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
  }

  /** Not with OkHttp 3.0, which tells nobody. */
  private static void onIdle(Dispatcher dispatcher, Runnable callback) throws Exception {
    for (Method method : Dispatcher.class.getMethods()) {
      if (method.getName().equals("setIdleCallback")) {
        method.invoke(dispatcher, callback);
        return;
      }
    }
    assumeThat(System.getProperty("library.version")).isNotEqualTo("3.0.0");
  }

  private static String unchecked(Callable<String> call) {
    try {
      return call.call();
    } catch (Exception failure) {
      return failure.toString();
    }
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    List<String> seen = new ArrayList<>();
    Interceptor watcher =
        chain -> {
          seen.add(chain.request().header("Authorization"));
          Response response = chain.proceed(chain.request());
          seen.add(response.request().header("Authorization"));
          return response;
        };
    OkHttpClient watched =
        client.newBuilder().addInterceptor(watcher).addNetworkInterceptor(watcher).build();

    String answer =
        as(
            issuer.token("alice"),
            () -> answerOf(watched.newCall(request(downstream.inEstate("/"))).execute()));

    assertThat(answer).isEqualTo("200 alice");
    assertThat(seen).hasSize(4).containsOnlyNulls();
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    OkHttpClient own =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("Authorization", "Basic YTpi").build()))
            .build();

    as(
        issuer.token("alice"),
        () -> answerOf(own.newCall(request(downstream.inEstate("/"))).execute()));

    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsRetried() throws Exception {
    assertThat(get(downstream.inEstate("/"))).isEqualTo("200 nobody"); // leaves a pooled connection
    downstream.reset();

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly("alice", "alice");
  }

  private OkHttpClient through(Proxy.Type type, String host, int port) {
    return client
        .newBuilder()
        .connectionPool(new ConnectionPool())
        .proxy(new Proxy(type, new InetSocketAddress(host, port)))
        .build();
  }

  private static String get(OkHttpClient client, String url) throws IOException {
    return answerOf(client.newCall(request(url)).execute());
  }

  /** Its sockets connect to the stranger, whatever address they are given. */
  private static final class StrayingSocketFactory extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
          super.connect(
              new InetSocketAddress(Downstream.STRANGER, ((InetSocketAddress) to).getPort()),
              timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private static Request request(String url, String... headers) {
    Request.Builder request = new Request.Builder().url(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private static String answerOf(Response response) throws IOException {
    return response.code() + " " + response.body().string();
  }
}
