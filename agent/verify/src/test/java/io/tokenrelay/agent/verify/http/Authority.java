package io.tokenrelay.agent.verify.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A certificate authority that is made for a test and forgotten after it. Writes the few kinds of
 * DER (ITU-T X.690) that a certificate (RFC 5280 §4.1) is made of, since the JDK cannot.
 */
final class Authority {
  private static final byte[] ECDSA_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
  private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  private static final byte[] ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);

  private final KeyPair pair = pair();
  private final String name;
  private int serial;
  final Certificate certificate;

  Authority(String name) throws GeneralSecurityException {
    this.name = name;
    byte[] isAuthority = der(0x30, der(0x01, new byte[] {(byte) 0xff}));
    this.certificate = certificate(name, pair, extension(BASIC_CONSTRAINTS, isAuthority));
  }

  static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** A certificate for a host, or for whatever else has a name. */
  Certificate certify(String host, KeyPair holder) throws GeneralSecurityException {
    byte[] names = der(0x30, der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
    return certificate(host, holder, extension(ALTERNATIVE_NAME, names));
  }

  static String pem(Certificate certificate) throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  static String pem(KeyPair pair) {
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private Certificate certificate(String subject, KeyPair holder, byte[] extension)
      throws GeneralSecurityException {
    byte[] algorithm = der(0x30, ECDSA_SHA256);
    byte[] validity = der(0x30, time("200101000000Z"), time("491231235959Z"));
    byte[] body =
        der(
            0x30,
            der(0xa0, number(2)),
            number(++serial),
            algorithm,
            name(name),
            validity,
            name(subject),
            holder.getPublic().getEncoded(),
            der(0xa3, der(0x30, extension)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(body);
    byte[] signed = der(0x30, body, algorithm, der(0x03, new byte[1], signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(signed));
  }

  private static byte[] extension(byte[] kind, byte[] value) {
    return der(0x30, kind, der(0x04, value));
  }

  private static byte[] name(String commonName) {
    byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return der(0x30, der(0x31, der(0x30, COMMON_NAME, text)));
  }

  private static byte[] number(int value) {
    return der(0x02, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] time(String utc) {
    return der(0x17, utc.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return der(0x06, value);
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] each : contents) {
      content.write(each, 0, each.length);
    }
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    int length = content.size();
    if (length > 127) {
      der.write(length > 255 ? 0x82 : 0x81);
      if (length > 255) {
        der.write(length >> 8);
      }
    }
    der.write(length);
    der.write(content.toByteArray(), 0, length);
    return der.toByteArray();
  }
}
