package io.tokenrelay.smoke.benchmark;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The keys of the identity provider by https, with a certificate that is made for this run. */
final class HttpsIssuer implements AutoCloseable {
  private final HttpsServer server;
  private final Path store;
  private final String password;

  private HttpsIssuer(HttpsServer server, Path store, String password) {
    this.server = server;
    this.store = store;
    this.password = password;
  }

  /**
   * @param issuer the identity provider's own, by http
   * @param folder for the key store
   */
  static HttpsIssuer of(String issuer, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("issuer.p12");
    String password = HexFormat.of().formatHex(SecureRandom.getSeed(16));
    makeKey(store, password);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store, password)));
    server.createContext(
        "/",
        asked -> {
          URI inner = URI.create(issuer).resolve(asked.getRequestURI().getPath());
          try (InputStream in = inner.toURL().openStream();
              OutputStream out = asked.getResponseBody()) {
            byte[] answer =
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                        "http://" + inner.getAuthority(),
                        "https://" + asked.getRequestHeaders().getFirst("Host"))
                    .getBytes(StandardCharsets.UTF_8);
            asked.getResponseHeaders().set("Content-Type", "application/json");
            asked.sendResponseHeaders(200, answer.length);
            out.write(answer);
          }
        });
    server.start();
    return new HttpsIssuer(server, store, password);
  }

  /** What the service is started with: the issuer, and whom it trusts. */
  String[] options(String path) {
    return new String[] {
      "-Dtokenrelay.issuer=https://localhost:" + server.getAddress().getPort() + path,
      "-Dtokenrelay.audiences=shop",
      "-Djavax.net.ssl.trustStore=" + store,
      "-Djavax.net.ssl.trustStorePassword=" + password
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void makeKey(Path store, String password)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "issuer",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password)
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool could not make a key");
    }
  }

  private static SSLContext context(Path store, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
