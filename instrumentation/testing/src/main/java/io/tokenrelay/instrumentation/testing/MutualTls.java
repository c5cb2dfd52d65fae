package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A service and one client that it trusts, each with a key and certificate made anew. */
public final class MutualTls {
  /** What the client's certificate names it. */
  public static final String CLIENT = "spiffe://estate.example/ns/shop/sa/gateway";

  /** The type of the stores. */
  public static final String STORE_TYPE = "PKCS12";

  /** Of all stores. */
  public final String password = UUID.randomUUID().toString();

  /** Holds the service's key. */
  public final Path keys;

  /** Holds the client's certificate, as one to trust. */
  public final Path trusted;

  private final KeyStore service;
  private final KeyStore client;

  public MutualTls() throws Exception {
    Path folder = Files.createTempDirectory("tls");
    keys = folder.resolve("service.p12");
    trusted = folder.resolve("trusted.p12");
    service = make(keys, "san=ip:127.0.0.1,dns:localhost");
    client = make(folder.resolve("client.p12"), "san=uri:" + CLIENT);
    try (OutputStream out = Files.newOutputStream(trusted)) {
      trusting(client).store(out, password.toCharArray());
    }
  }

  /** The service, which trusts the client. */
  public End service() throws GeneralSecurityException, IOException {
    return new End(managersOf(service), client);
  }

  /** The client, with its key. */
  public End client() throws GeneralSecurityException, IOException {
    return new End(managersOf(client), service);
  }

  /** A client without a key. */
  public End stranger() throws GeneralSecurityException, IOException {
    return new End(new KeyManager[0], service);
  }

  /** The client's own. */
  public X509Certificate certificate() throws GeneralSecurityException {
    return (X509Certificate) client.getCertificate("own");
  }

  /** What one end needs. */
  public static final class End {
    public final KeyManager[] keys;
    public final TrustManager[] trust;

    private End(KeyManager[] keys, KeyStore peer) throws GeneralSecurityException, IOException {
      this.keys = keys;
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusting(peer));
      trust = factory.getTrustManagers();
    }

    /** Without any session yet. */
    public SSLContext context() throws GeneralSecurityException {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    }
  }

  private KeyManager[] managersOf(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password.toCharArray());
    return own.getKeyManagers();
  }

  private static KeyStore trusting(KeyStore peer) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
    trusted.load(null, null);
    trusted.setCertificateEntry("peer", peer.getCertificate("own"));
    return trusted;
  }

  private KeyStore make(Path store, String names) throws Exception {
    Process made =
        new ProcessBuilder(
                Paths.get(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + store.getFileName(),
                "-ext",
                names,
                "-storetype",
                STORE_TYPE,
                "-keystore",
                store.toString(),
                "-storepass",
                password,
                "-keypass",
                password)
            .redirectErrorStream(true)
            .redirectOutput(store.resolveSibling("keytool.log").toFile())
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool has made no key, see keytool.log");
    }
    KeyStore keys = KeyStore.getInstance(STORE_TYPE);
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    return keys;
  }
}
