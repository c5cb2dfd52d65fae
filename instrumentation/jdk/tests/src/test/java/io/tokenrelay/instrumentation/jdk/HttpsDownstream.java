package io.tokenrelay.instrumentation.jdk;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A service behind TLS that answers with the user whose token came, or {@code nobody}. */
final class HttpsDownstream implements Closeable {
  private final HttpsServer server;
  private final SSLContext tls;
  private final X509Certificate certificate;

  private HttpsDownstream(SSLContext tls, X509Certificate certificate) throws IOException {
    this.tls = tls;
    this.certificate = certificate;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          String user = given == null ? null : TestIssuer.userOf(given);
          byte[] body = (user == null ? "nobody" : user).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /**
   * @param beside where its key may lie, which is made anew
   * @param more options of {@code keytool} for the certificate
   */
  static HttpsDownstream start(Path beside, String... more) throws Exception {
    Path store = beside.resolveSibling("tls.p12");
    String password = UUID.randomUUID().toString();
    Files.deleteIfExists(store);
    List<String> command =
        new ArrayList<>(
            Arrays.asList(
                Paths.get(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=service",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password,
                "-keypass",
                password));
    command.addAll(Arrays.asList(more));
    Process made =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(store.resolveSibling("keytool.log").toFile())
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool has made no key, see keytool.log");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("service", keys.getCertificate("service"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return new HttpsDownstream(tls, (X509Certificate) keys.getCertificate("service"));
  }

  /** It has signed it itself. */
  X509Certificate certificate() {
    return certificate;
  }

  /** Calls it by a name, on this thread. */
  String get(String host) throws IOException {
    URL url = new URL("https://" + host + ":" + server.getAddress().getPort() + "/");
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    int status = connection.getResponseCode();
    try (InputStream in = connection.getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        body.write(next);
      }
      return status + " " + body.toString("UTF-8");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
