package io.tokenrelay.agent.verify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.verify.Verifiers;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers behind TLS, with a private authority, and behind proxies. */
class HttpsTest {
  @TempDir Path directory;
  private final Authority authority = authority("estate");

  private static Authority authority(String name) {
    try {
      return new Authority(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fetched(Values settings, String uri) throws NotFetchedException {
    return new HttpFetch(HttpSettings.of(settings)).get(uri, "*/*").text();
  }

  private Values trusting(Authority authority) throws Exception {
    Path file = Verifiers.file(directory, "trusted.pem", Authority.pem(authority.certificate));
    return Values.defaults().with(HttpProperties.TRUST_STORE_FILE, file.toString());
  }

  @Test
  void trustsTheAuthorityThatTheOperatorNames() throws Exception {
    try (SecureServer server = new SecureServer(authority, "localhost", false)) {
      assertThat(fetched(trusting(authority), server.uri())).isEqualTo("here");
    }
  }

  @Test
  void readsTheAuthorityFromAKeyStoreToo() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("estate", authority.certificate);
    Path file = directory.resolve("trusted.jks");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "not needed to read".toCharArray());
    }
    try (SecureServer server = new SecureServer(authority, "localhost", false)) {
      Values settings = Values.defaults().with(HttpProperties.TRUST_STORE_FILE, file.toString());
      assertThat(fetched(settings, server.uri())).isEqualTo("here");
    }
  }

  @Test
  void trustsNoOtherAuthority() throws Exception {
    try (SecureServer server = new SecureServer(authority, "localhost", false)) {
      assertThatThrownBy(() -> fetched(Values.defaults(), server.uri()))
          .isInstanceOf(NotFetchedException.class)
          .hasMessageContaining("TLS failed");
      assertThatThrownBy(() -> fetched(trusting(authority("another")), server.uri()))
          .hasMessageContaining("TLS failed");
      assertThat(server.requests).hasValue(0);
    }
  }

  @Test
  void trustsNoCertificateForAnotherHost() throws Exception {
    try (SecureServer server = new SecureServer(authority, "elsewhere.test", false)) {
      assertThatThrownBy(() -> fetched(trusting(authority), server.uri()))
          .isInstanceOf(NotFetchedException.class);
      assertThat(server.requests).hasValue(0);
    }
  }

  @Test
  void checksCertificatesEvenIfTheApplicationDoesNot() throws Exception {
    SSLSocketFactory sockets = HttpsURLConnection.getDefaultSSLSocketFactory();
    HostnameVerifier names = HttpsURLConnection.getDefaultHostnameVerifier();
    SSLContext careless = SSLContext.getInstance("TLS");
    careless.init(null, new TrustManager[] {new TrustsEverybody()}, null);
    HttpsURLConnection.setDefaultSSLSocketFactory(careless.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    try (SecureServer stranger = new SecureServer(authority, "localhost", false);
        SecureServer twin = new SecureServer(authority, "elsewhere.test", false)) {
      assertThatThrownBy(() -> fetched(Values.defaults(), stranger.uri()))
          .isInstanceOf(NotFetchedException.class);
      assertThatThrownBy(() -> fetched(trusting(authority), twin.uri()))
          .isInstanceOf(NotFetchedException.class);
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(sockets);
      HttpsURLConnection.setDefaultHostnameVerifier(names);
    }
  }

  @Test
  void showsItsCertificateToAnIssuerThatAsksForOne() throws Exception {
    KeyPair pair = Authority.pair();
    String pem = Authority.pem(pair) + Authority.pem(authority.certify("agent", pair));
    Path own = Verifiers.file(directory, "own.pem", pem);
    try (SecureServer server = new SecureServer(authority, "localhost", true)) {
      assertThat(
              fetched(
                  trusting(authority).with(HttpProperties.CLIENT_CERT_FILE, own.toString()),
                  server.uri()))
          .isEqualTo("here");
      assertThatThrownBy(() -> fetched(trusting(authority), server.uri()))
          .isInstanceOf(NotFetchedException.class);
      assertThat(server.requests).hasValue(1);
    }
  }

  @Test
  void readsItsFilesAgainWhenTheyChange() throws Exception {
    HttpSettings settings = HttpSettings.of(trusting(authority("before")));
    HttpFetch http = new HttpFetch(settings);
    try (SecureServer server = new SecureServer(authority, "localhost", false)) {
      assertThatThrownBy(() -> http.get(server.uri(), "*/*")).hasMessageContaining("TLS failed");
      trusting(authority);
      Files.setLastModifiedTime(directory.resolve("trusted.pem"), FileTime.fromMillis(1));
      assertThat(http.get(server.uri(), "*/*").text()).isEqualTo("here");
    }
  }

  @Test
  void saysWhichFileIsMissingOrEmpty() throws Exception {
    Values missing =
        Values.defaults().with(HttpProperties.TRUST_STORE_FILE, directory + "/missing");
    assertThatThrownBy(() -> fetched(missing, "https://localhost:1/"))
        .hasMessageContaining("missing");
    Path empty = Verifiers.file(directory, "empty.pem", "");
    Values nobody = Values.defaults().with(HttpProperties.CLIENT_CERT_FILE, empty.toString());
    assertThatThrownBy(() -> fetched(nobody, "https://localhost:1/"))
        .hasMessageContaining("must contain BEGIN PRIVATE KEY");
  }

  @Test
  void goesByTheProxy() throws Exception {
    List<String> asked = new ArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    proxy.start();
    try {
      String place = "localhost:" + proxy.getAddress().getPort();
      assertThat(
              fetched(
                  Values.defaults().with(HttpProperties.PROXY, place), "http://idp.invalid/jwks"))
          .isEqualTo("ok");
      assertThat(
              fetched(
                  Values.defaults()
                      .with(HttpProperties.PROXY, HttpProperties.PROXY.parse("http://" + place)),
                  "http://idp.invalid/b"))
          .isEqualTo("ok");
      assertThat(asked).containsExactly("http://idp.invalid/jwks", "http://idp.invalid/b");
      assertThatThrownBy(
              () ->
                  fetched(
                      Values.defaults().with(HttpProperties.PROXY, "direct"),
                      "http://idp.invalid/jwks"))
          .hasMessageContaining("cannot be resolved");
    } finally {
      proxy.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "x:",
        ":80",
        "x:0",
        "x:65536",
        "x:80/",
        "x:80?y",
        "x y:80",
        "me@x:80",
        "me:secret@x:80",
        "http://me:secret@x:80",
        "https://x:80",
        "::1:80"
      })
  void knowsWhatIsNoProxy(String text) {
    assertThat(HttpProperties.PROXY.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "x:80, x:80",
    "http://proxy.example:3128, proxy.example:3128",
    "10.0.0.1:1, 10.0.0.1:1",
    "out_proxy:80, out_proxy:80",
    "[::1]:65535, [::1]:65535",
    "Direct, direct"
  })
  void knowsWhatIsAProxy(String text, String proxy) {
    assertThat(HttpProperties.PROXY.parse(text)).isEqualTo(proxy);
  }

  private static final class TrustsEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
