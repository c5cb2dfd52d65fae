package io.tokenrelay.instrumentation.jdk;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.instrumentation.testing.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;

/** A service behind TLS that answers with the user whose token came, or {@code nobody}. */
final class HttpsDownstream implements Closeable {
  private final HttpsServer server;
  private final TestTls tls;

  private HttpsDownstream(TestTls tls) throws IOException {
    this.tls = tls;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
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
    return new HttpsDownstream(TestTls.beside(beside, more));
  }

  /** It has signed it itself. */
  X509Certificate certificate() {
    return tls.certificate();
  }

  /** Calls it by a name, on this thread. */
  String get(String host) throws IOException {
    URL url = new URL("https://" + host + ":" + server.getAddress().getPort() + "/");
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(tls.context().getSocketFactory());
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
