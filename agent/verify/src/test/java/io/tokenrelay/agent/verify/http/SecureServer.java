package io.tokenrelay.agent.verify.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Answers {@code here} over TLS, with a certificate that its authority made out to some host. */
final class SecureServer implements AutoCloseable {
  final AtomicInteger requests = new AtomicInteger();
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  SecureServer(Authority authority, String host, boolean asksForACertificate) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(authority, host).getKeyManagers(), trust(authority).getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(asksForACertificate);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = "here".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
  }

  String uri() {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  private static KeyManagerFactory keys(Authority authority, String host) throws Exception {
    KeyPair pair = Authority.pair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {authority.certify(host, pair), authority.certificate};
    store.setKeyEntry("server", pair.getPrivate(), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return keys;
  }

  private static TrustManagerFactory trust(Authority authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
