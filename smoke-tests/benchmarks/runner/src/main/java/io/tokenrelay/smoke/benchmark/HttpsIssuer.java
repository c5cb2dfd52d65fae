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
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The keys of the identity provider by https, with a certificate that is made for this run. */
final class HttpsIssuer implements AutoCloseable {
  private final HttpsServer server;
  private final Path certificate;

  private HttpsIssuer(HttpsServer server, Path certificate) {
    this.server = server;
    this.certificate = certificate;
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
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys, password)));
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
    return new HttpsIssuer(server, writeCertificate(keys, folder.resolve("issuer.pem")));
  }

  /** What the service is started with: the issuer, and whom the agent trusts to be it. */
  String[] options(String path) {
    return new String[] {
      "-Dtokenrelay.issuer=https://localhost:" + server.getAddress().getPort() + path,
      "-Dtokenrelay.audiences=shop",
      "-Dtokenrelay.jwks.trust-store-file=" + certificate
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

  private static Path writeCertificate(KeyStore keys, Path pem)
      throws IOException, GeneralSecurityException {
    String encoded =
        Base64.getMimeEncoder().encodeToString(keys.getCertificate("issuer").getEncoded());
    return Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
  }

  private static SSLContext context(KeyStore keys, String password)
      throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
