package io.tokenrelay.agent.verify.http;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Trust and client certificates, from files that are read again when they change. A separate
 * context: an application that has switched off certificate checks for itself has not done so for
 * its issuer.
 */
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private final @Nullable File trusted;
  private final @Nullable File own;
  private @Nullable SSLSocketFactory sockets;
  private long readAt;

  Tls(@Nullable String trustStoreFile, @Nullable String clientCertFile) {
    this.trusted = trustStoreFile == null ? null : new File(trustStoreFile);
    this.own = clientCertFile == null ? null : new File(clientCertFile);
  }

  /** The same object while the files are unchanged: kept-alive connections are found by it. */
  synchronized SSLSocketFactory sockets() throws IOException, GeneralSecurityException {
    long changed = modified(trusted) * 31 + modified(own);
    if (sockets == null || changed != readAt) {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManagerFactory keys = own == null ? null : keys(own);
      TrustManagerFactory trust = trusted == null ? null : trust(trusted);
      context.init(
          keys == null ? null : keys.getKeyManagers(),
          trust == null ? null : trust.getTrustManagers(),
          null);
      sockets = context.getSocketFactory();
      readAt = changed;
    }
    return sockets;
  }

  private static long modified(@Nullable File file) {
    return file == null ? 0 : file.lastModified();
  }

  private static TrustManagerFactory trust(File file) throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(file.toPath());
    List<Certificate> certificates = certificates(text(bytes));
    KeyStore store = certificates.isEmpty() ? keyStore(bytes) : emptyStore();
    for (Certificate each : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), each);
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException(file + " contains no certificate");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  /** Certificates are not secret: their store opens without its password. */
  private static KeyStore keyStore(byte[] bytes) throws IOException, GeneralSecurityException {
    boolean jks = bytes.length > 3 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xed;
    KeyStore store = KeyStore.getInstance(jks ? "JKS" : "PKCS12");
    store.load(new ByteArrayInputStream(bytes), null);
    return store;
  }

  private static KeyManagerFactory keys(File file) throws IOException, GeneralSecurityException {
    String pem = text(Files.readAllBytes(file.toPath()));
    List<Certificate> chain = certificates(pem);
    Matcher key = PRIVATE_KEY.matcher(pem);
    if (chain.isEmpty() || !key.find()) {
      throw new GeneralSecurityException(
          file + " must contain BEGIN PRIVATE KEY and BEGIN CERTIFICATE");
    }
    PrivateKey own =
        KeyFactory.getInstance(chain.get(0).getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
    KeyStore store = emptyStore();
    store.setKeyEntry("own", own, NO_PASSWORD, chain.toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (Matcher block = CERTIFICATE.matcher(pem); block.find(); ) {
      byte[] bytes = block.group().getBytes(StandardCharsets.ISO_8859_1);
      Collection<? extends Certificate> read =
          factory.generateCertificates(new ByteArrayInputStream(bytes));
      certificates.addAll(read);
    }
    return certificates;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
