package io.tokenrelay.agent.relay.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** A certificate that is made anew (RFC 5280 §4.1), written as DER: keytool takes two seconds. */
final class TestCertificate {
  private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
  private static final byte[] ALT_NAMES = hex("0603551d11");
  private static final byte[] CONSTRAINTS = hex("0603551d13");
  private static final byte[] KEY_USAGE = hex("0603551d0f");
  private static final int SEQUENCE = 0x30;

  private TestCertificate() {}

  /** Of the common name {@code gateway.estate.example}. */
  static X509Certificate with(byte[]... extensions) throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] name =
        der(
            SEQUENCE,
            der(0x31, der(SEQUENCE, hex("0603550403"), text(0x0c, "gateway.estate.example"))));
    byte[] validity = der(SEQUENCE, text(0x17, "200101000000Z"), text(0x18, "21000101000000Z"));
    byte[] content =
        der(
            SEQUENCE,
            hex("a003020102"),
            hex("020101"),
            ECDSA_WITH_SHA256,
            name,
            validity,
            name,
            keys.getPublic().getEncoded(),
            extensions.length == 0 ? new byte[0] : der(0xa3, der(SEQUENCE, extensions)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] all =
        der(SEQUENCE, content, ECDSA_WITH_SHA256, der(0x03, new byte[1], signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all));
  }

  /**
   * @param names {@code DNS:}, {@code URI:} or {@code email:}, followed by the name
   */
  static byte[] names(String... names) {
    byte[][] encoded = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      int colon = names[i].indexOf(':');
      String kind = names[i].substring(0, colon);
      int tag = kind.equals("DNS") ? 0x82 : kind.equals("URI") ? 0x86 : 0x81;
      encoded[i] = text(tag, names[i].substring(colon + 1));
    }
    return der(SEQUENCE, ALT_NAMES, der(0x04, der(SEQUENCE, encoded)));
  }

  static byte[] authority() {
    return der(SEQUENCE, CONSTRAINTS, der(0x04, der(SEQUENCE, hex("0101ff"))));
  }

  static byte[] keySignsCertificates() {
    return der(SEQUENCE, KEY_USAGE, der(0x04, hex("03020204")));
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.write(part, 0, part.length);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (content.size() > 127) {
      all.write(0x82);
      all.write(content.size() >> 8);
    }
    all.write(content.size());
    all.write(content.toByteArray(), 0, content.size());
    return all.toByteArray();
  }

  private static byte[] hex(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
