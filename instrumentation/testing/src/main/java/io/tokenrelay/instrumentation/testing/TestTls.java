package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS for a service of this machine and those who call it, with a key that is made anew. */
public final class TestTls {
  private final SSLContext context;
  private final X509Certificate certificate;

  private TestTls(SSLContext context, X509Certificate certificate) {
    this.context = context;
    this.certificate = certificate;
  }

  /**
   * @param beside where the key may lie
   * @param more options of {@code keytool} for the certificate
   */
  public static TestTls beside(Path beside, String... more) throws Exception {
    Path store = beside.resolveSibling("tls.p12");
    String password = UUID.randomUUID().toString();
    Files.deleteIfExists(store);
    make(store, password, more);
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
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return new TestTls(context, (X509Certificate) keys.getCertificate("service"));
  }

  private static void make(Path store, String password, String... more)
      throws IOException, InterruptedException {
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
  }

  /** Of the service, and of whoever trusts it alone. */
  public SSLContext context() {
    return context;
  }

  /** The service's, which it has signed itself. */
  public X509Certificate certificate() {
    return certificate;
  }
}
