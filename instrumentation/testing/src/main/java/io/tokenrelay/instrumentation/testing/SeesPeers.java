package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every server must tell of the other end of a connection: what it has verified itself, and
 * nothing that a header says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SeesPeers {
  private static final String[] NOBODY = {};

  private MutualTls tls;
  private ReceivedPeer peer;
  private int plain;
  private int secure;

  /** A class of the library, to see which version was loaded. */
  protected abstract Class<?> libraryClass();

  /**
   * Starts another server.
   *
   * @param tls what it speaks, asking its clients for a certificate without needing one; null for
   *     plain text
   * @return the port
   */
  protected abstract int start(@Nullable MutualTls tls) throws Exception;

  protected abstract void stop() throws Exception;

  /** Whether the address of a peer is known where it speaks TLS. */
  protected boolean seesAddressesBehindTls() {
    return true;
  }

  @BeforeAll
  void startServers() throws Exception {
    tls = new MutualTls();
    plain = start(null);
    secure = start(tls);
    get(plain(), NOBODY);
    get(plain(), NOBODY);
    AgentCounters.of("TokenValid"); // its MBean comes after the first request
    peer = ReceivedPeer.watch();
  }

  @AfterAll
  void stopServers() throws Exception {
    stop();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(libraryClass());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void seesTheCertificateThatTheServerHasVerified(String version) throws Exception {
    get(over(tls.client().context(), version), NOBODY);

    assertThat(peer.certificates()).containsExactly(tls.certificate());
    assertThat(names(peer.certificates().get(0))).contains(MutualTls.CLIENT);
    if (seesAddressesBehindTls()) {
      assertThat(peer.address()).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void stillSeesItWhereTheSessionIsResumed(String version) throws Exception {
    SSLContext client = tls.client().context();
    SSLSocket first = over(client, version);
    get(first, NOBODY);
    Certificate shown = first.getSession().getPeerCertificates()[0];
    SSLSocket second = over(client, version);
    get(second, NOBODY);

    assertThat(second.getSession().getPeerCertificates()[0])
        .as("the server's certificate has not been sent again")
        .isSameAs(shown);
    assertThat(peer.certificates()).containsExactly(tls.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void seesNoneWhereTheClientHasShownNone(String version) throws Exception {
    get(over(tls.client().context(), version), NOBODY);
    get(over(tls.stranger().context(), version), NOBODY);

    assertThat(peer.certificates()).isEmpty();
  }

  @Test
  void seesNoneInPlainText() throws Exception {
    get(over(tls.client().context(), "TLSv1.3"), NOBODY);
    get(plain(), NOBODY);

    assertThat(peer.certificates()).isEmpty();
    assertThat(peer.address()).isEqualTo("127.0.0.1");
  }

  @Test
  void noHeaderNamesAPeer() throws Exception {
    get(plain(), claims());
    assertThat(peer.certificates()).isEmpty();
    assertThat(peer.address()).isEqualTo("127.0.0.1");

    get(over(tls.stranger().context(), "TLSv1.3"), claims());
    assertThat(peer.certificates()).isEmpty();
  }

  /** How proxies say who has called them. */
  private String[] claims() throws Exception {
    String pem =
        "-----BEGIN CERTIFICATE----- "
            + Base64.getEncoder().encodeToString(tls.certificate().getEncoded())
            + " -----END CERTIFICATE-----";
    return new String[] {
      "X-Forwarded-Client-Cert", "By=spiffe://estate.example/a;URI=" + MutualTls.CLIENT,
      "SSL_CLIENT_CERT", pem,
      "SSL_CIPHER", "TLS_AES_128_GCM_SHA256",
      "SSL_SESSION_ID", "0123456789abcdef",
      "Client-Cert", ":" + Base64.getEncoder().encodeToString(tls.certificate().getEncoded()) + ":",
      "X-Forwarded-For", "10.9.9.9",
      "X-Forwarded-Proto", "https",
      "Forwarded", "for=10.9.9.9;proto=https",
    };
  }

  private static String names(X509Certificate certificate) throws Exception {
    return String.valueOf(certificate.getSubjectAlternativeNames());
  }

  private Socket plain() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), plain);
  }

  private SSLSocket over(SSLContext context, String version) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), secure);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static void get(Socket socket, String[] headers) throws IOException {
    assertThat(answer(socket, "/", headers)).startsWith("HTTP/1.1 200 ");
  }

  /** The whole answer to a request for the path, on the plain port and with all such headers. */
  protected final String answerToClaims(String path) throws Exception {
    return answer(plain(), path, claims());
  }

  private static String answer(Socket socket, String path, String[] headers) throws IOException {
    try (Socket connection = socket) {
      connection.setSoTimeout(60_000);
      StringBuilder head = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
      head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      connection
          .getOutputStream()
          .write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = connection.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
      }
      return new String(answer.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
