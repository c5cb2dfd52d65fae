package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.tokenrelay.instrumentation.testing.CallsForUsers;
import io.tokenrelay.instrumentation.testing.Downstream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What the JDK fetches by the same connections and keeps for the whole JVM. */
class FetchedForAllIT extends CallsForUsers {
  private static final String BOOTS_PROTOCOLS = "org.springframework.boot.loader.net.protocol";

  private static final ResourceBundle.Control ONLY_PROPERTIES =
      ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  @Test
  void fetchesAJarForNobody() throws Exception {
    URL url = new URL("jar:" + downstream.inEstate("/report.jar") + "!/report.txt");

    asAlice(() -> assertThatThrownBy(url::openStream).as("no jar").isNotNull());

    assertWasFetchedForNobody();
  }

  /** It takes the place of the JDK's in an executable jar. */
  @Test
  void fetchesAJarForNobodyByTheHandlerOfSpringBoot() throws Exception {
    assumeThatCode(() -> Class.forName(BOOTS_PROTOCOLS + ".jar.Handler"))
        .doesNotThrowAnyException();
    System.setProperty("java.protocol.handler.pkgs", BOOTS_PROTOCOLS);
    try {
      Class.forName(BOOTS_PROTOCOLS + ".jar.JarUrlConnection"); // needs its other protocol
    } finally {
      System.clearProperty("java.protocol.handler.pkgs");
    }
    URLStreamHandler handler =
        (URLStreamHandler)
            Class.forName(BOOTS_PROTOCOLS + ".jar.Handler").getConstructor().newInstance();
    URL url = new URL(null, "jar:" + downstream.inEstate("/boot.jar") + "!/report.txt", handler);

    asAlice(() -> assertThatThrownBy(url::openStream).as("no jar").isNotNull());

    assertWasFetchedForNobody();
  }

  @Test
  void fetchesAClassForNobody() throws Exception {
    try (URLClassLoader loader = programs()) {
      asAlice(
          () ->
              assertThatThrownBy(() -> loader.loadClass("Missing"))
                  .isInstanceOf(ClassFormatError.class));
    }

    assertWasFetchedForNobody();
  }

  @Test
  void fetchesABundleForNobody() throws Exception {
    try (URLClassLoader loader = programs()) {
      asAlice(() -> ResourceBundle.getBundle("Texts", Locale.ROOT, loader, ONLY_PROPERTIES));
    }

    assertWasFetchedForNobody();
  }

  @Test
  void fetchesTheNamesOfServicesForNobody() throws Exception {
    try (URLClassLoader loader = programs()) {
      asAlice(
          () ->
              assertThatThrownBy(() -> ServiceLoader.load(Runnable.class, loader).iterator().next())
                  .isInstanceOf(Error.class));
    }

    assertWasFetchedForNobody();
  }

  @Test
  void asksForTheStateOfACertificateForNobody() throws Exception {
    try (HttpsDownstream secure = HttpsDownstream.start(beside())) {
      PKIXRevocationChecker checker = checker(PKIXRevocationChecker.Option.NO_FALLBACK);
      checker.setOcspResponder(new URI(downstream.inEstate("/ocsp")));

      asAlice(() -> assertIsNotTrusted(secure.certificate(), checker));
    }

    assertWasFetchedForNobody();
  }

  @Test
  void asksForRevokedCertificatesForNobody() throws Exception {
    String extension = "2.5.29.31=" + distributionPoint(downstream.inEstate("/revoked.crl"));
    try (HttpsDownstream secure = HttpsDownstream.start(beside(), "-ext", extension)) {
      PKIXRevocationChecker checker = checker(PKIXRevocationChecker.Option.PREFER_CRLS);

      asAlice(() -> assertIsNotTrusted(secure.certificate(), checker));
    }

    assertWasFetchedForNobody();
  }

  private URLClassLoader programs() throws MalformedURLException {
    return new URLClassLoader(new URL[] {new URL(downstream.inEstate("/classes/"))});
  }

  private static PKIXRevocationChecker checker(PKIXRevocationChecker.Option option)
      throws Exception {
    PKIXRevocationChecker checker =
        (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(EnumSet.of(option));
    return checker;
  }

  private static Void assertIsNotTrusted(X509Certificate certificate, PKIXRevocationChecker checker)
      throws Exception {
    TrustAnchor itself =
        new TrustAnchor(certificate.getSubjectX500Principal(), certificate.getPublicKey(), null);
    PKIXParameters parameters = new PKIXParameters(Collections.singleton(itself));
    parameters.addCertPathChecker(checker);
    CertPath path =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(Collections.singletonList(certificate));
    assertThatThrownBy(() -> CertPathValidator.getInstance("PKIX").validate(path, parameters))
        .isInstanceOf(CertPathValidatorException.class);
    return null;
  }

  /** {@code CRLDistributionPoints} with one (RFC 5280 §4.2.1.13), as pairs of hex digits. */
  private static String distributionPoint(String url) {
    byte[] name = url.getBytes(StandardCharsets.US_ASCII);
    StringBuilder der = new StringBuilder();
    int[] tags = {0x30, 0x30, 0xA0, 0xA0, 0x86};
    for (int i = 0; i < tags.length; i++) {
      der.append(String.format("%02x:%02x:", tags[i], name.length + 2 * (tags.length - 1 - i)));
    }
    for (byte each : name) {
      der.append(String.format("%02x:", each));
    }
    return der.substring(0, der.length() - 1);
  }

  private static Path beside() {
    return Paths.get(System.getProperty("test.hosts"));
  }

  private void assertWasFetchedForNobody() {
    assertThat(downstream.received())
        .isNotEmpty()
        .extracting(Downstream.Received::user)
        .containsOnlyNulls();
  }

  private <T> T asAlice(Callable<T> call) throws Exception {
    return callers.as(issuer.token("alice"), call);
  }
}
