package io.tokenrelay.agent.relay.peer;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names in a client certificate (RFC 5280 §4.2.1.6). One that cannot be read has none. */
final class PeerCertificate {
  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  private final List<String> dnsNames = new ArrayList<>();
  private final List<String> uris = new ArrayList<>();
  private final boolean signsCertificates;

  private PeerCertificate(X509Certificate certificate) {
    signsCertificates = signs(certificate);
    for (List<?> name : names(certificate)) {
      Object kind = name.get(0);
      if (kind.equals(DNS_NAME)) {
        dnsNames.add(name.get(1).toString().toLowerCase(Locale.ROOT));
      } else if (kind.equals(URI)) {
        uris.add(name.get(1).toString());
      }
    }
  }

  static PeerCertificate of(X509Certificate leaf) {
    return new PeerCertificate(leaf);
  }

  /** In lower case. */
  List<String> dnsNames() {
    return dnsNames;
  }

  /**
   * The workload, as an X.509-SVID names it: by its only URI, in a certificate that signs no others
   * (X509-SVID specification, §2, §4 and §5.2). Else null.
   */
  @Nullable SpiffeId spiffeId() {
    return uris.size() == 1 && !signsCertificates ? SpiffeId.parse(uris.get(0)) : null;
  }

  private static boolean signs(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    boolean signs =
        usage != null && usage.length > CRL_SIGN && (usage[KEY_CERT_SIGN] || usage[CRL_SIGN]);
    return signs || certificate.getBasicConstraints() >= 0;
  }

  private static Collection<List<?>> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? Collections.emptyList() : names;
    } catch (CertificateParsingException unreadable) {
      return Collections.emptyList();
    }
  }
}
