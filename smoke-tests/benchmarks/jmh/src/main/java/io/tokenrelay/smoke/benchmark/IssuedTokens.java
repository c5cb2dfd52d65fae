package io.tokenrelay.smoke.benchmark;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of one issuer, each of another user and about as long as those of a large identity
 * provider, 1,243 characters; and what verifies them. A container makes a new String for each
 * header that it hands over, and so does {@link #text}.
 */
final class IssuedTokens {
  static final String ISSUER = "https://idp.example/realms/benchmark";
  static final String AUDIENCE = "estate";

  private static final int LENGTH = 1_243;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final String algorithm;
  private final KeyPair pair;
  private final byte[] secret =
      "a secret of no less than 32 characters".getBytes(StandardCharsets.US_ASCII);
  private final byte[][] texts;
  private int next;

  private IssuedTokens(String algorithm, KeyPair pair, int count) throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.pair = pair;
    this.texts = new byte[count][];
    for (int i = 0; i < count; i++) {
      texts[i] = token(i);
    }
  }

  /**
   * @param algorithm RS256, ES256, EdDSA or HS256
   */
  static IssuedTokens of(String algorithm, int count) throws GeneralSecurityException {
    return new IssuedTokens(algorithm, pair(algorithm), count);
  }

  /** One after the other, and then from the first again. */
  String next() {
    next = next + 1 == texts.length ? 0 : next + 1;
    return text(next);
  }

  String text(int index) {
    return new String(texts[index], StandardCharsets.ISO_8859_1);
  }

  int count() {
    return texts.length;
  }

  KeyPair keys() {
    return pair;
  }

  JWKSet jwks() {
    return new JWKSet(jwk());
  }

  /** Whatever the cache does not hold is judged afresh: all of it, with no bytes at all. */
  CachingTokenVerifier verifier(long cacheBytes) throws IOException {
    return verifier(cacheBytes, withKeys(Values.of("benchmark")));
  }

  /** Its issuer cannot be reached, and never could. */
  CachingTokenVerifier verifierWithoutKeys(long cacheBytes) {
    return verifier(
        cacheBytes,
        Values.of("benchmark")
            .with(IssuerProperties.JWKS_URI, URI.create("http://127.0.0.1:1/jwks")));
  }

  private static CachingTokenVerifier verifier(long cacheBytes, Values issuer) {
    return CachingTokenVerifier.create(
        new VerifierSettings(
            Values.defaults().with(VerificationProperties.CACHE_MAX_BYTES, cacheBytes),
            Collections.singletonList(
                IssuerSettings.of(
                    issuer
                        .with(IssuerProperties.URI, ISSUER)
                        .with(IssuerProperties.AUDIENCES, Collections.singletonList(AUDIENCE)),
                    Announced.TO_NOBODY))),
        new Counters(),
        System::currentTimeMillis);
  }

  /** The bare operation: what no library can do without. */
  boolean verifyBare(byte[] signed, byte[] signature) throws GeneralSecurityException {
    Signature check = Signature.getInstance(jca());
    check.initVerify(pair.getPublic());
    check.update(signed);
    return check.verify(signature);
  }

  byte[] signed(int index) {
    String text = text(index);
    return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As the JCA wants it. */
  byte[] signature(int index) throws Exception {
    String text = text(index);
    byte[] bytes = Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf('.') + 1));
    return algorithm.equals("ES256") ? ECDSA.transcodeSignatureToDER(bytes) : bytes;
  }

  private Values withKeys(Values issuer) throws IOException {
    Path file = Files.createTempFile("keys", ".json");
    file.toFile().deleteOnExit();
    if (algorithm.equals("HS256")) {
      Files.write(file, secret);
      return issuer.with(IssuerProperties.SECRET_FILE, file.toString());
    }
    Files.write(file, jwks().toString().getBytes(StandardCharsets.UTF_8));
    return issuer.with(IssuerProperties.JWKS_FILE, file.toString());
  }

  private JWK jwk() {
    switch (algorithm) {
      case "RS256":
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID("benchmark").build();
      case "ES256":
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
            .keyID("benchmark")
            .build();
      default:
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
            .keyID("benchmark")
            .build();
    }
  }

  private byte[] token(int user) throws GeneralSecurityException {
    long now = System.currentTimeMillis() / 1_000;
    String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"benchmark\"}";
    String claims =
        "{\"exp\":"
            + (now + 36_000)
            + ",\"iat\":"
            + now
            + ",\"iss\":\""
            + ISSUER
            + "\",\"aud\":\""
            + AUDIENCE
            + "\",\"sub\":\"user-"
            + user
            + "\",\"azp\":\"shop\",\"typ\":\"Bearer\",\"jti\":\""
            + (1_000_000 + user)
            + "\",\"scope\":\"openid profile email\",\"realm_access\":{\"roles\":[\"";
    int length = encode(header).length() + 2 + signatureLength();
    int room = (LENGTH - length) * 3 / 4 - claims.length() - 4;
    char[] roles = new char[room];
    for (int i = 0; i < room; i++) {
      boolean last = i / 12 == (room - 1) / 12;
      roles[i] = i % 12 < 9 || last ? 'r' : "\",\"".charAt(i % 12 - 9);
    }
    String input = encode(header) + "." + encode(claims + new String(roles) + "\"]}}");
    return (input + "." + URL.encodeToString(sign(input))).getBytes(StandardCharsets.ISO_8859_1);
  }

  private int signatureLength() {
    return algorithm.equals("RS256") ? 342 : algorithm.equals("HS256") ? 43 : 86;
  }

  private byte[] sign(String input) throws GeneralSecurityException {
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    if (algorithm.equals("HS256")) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HMAC"));
      return mac.doFinal(bytes);
    }
    Signature signer = Signature.getInstance(jca());
    signer.initSign(pair.getPrivate());
    signer.update(bytes);
    byte[] signature = signer.sign();
    try {
      return algorithm.equals("ES256")
          ? ECDSA.transcodeSignatureToConcat(signature, 64)
          : signature;
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private String jca() {
    switch (algorithm) {
      case "RS256":
        return "SHA256withRSA";
      case "ES256":
        return "SHA256withECDSA";
      default:
        return "Ed25519";
    }
  }

  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    switch (algorithm) {
      case "RS256":
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        return rsa.generateKeyPair();
      case "ES256":
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        return ec.generateKeyPair();
      case "EdDSA":
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      default:
        return new KeyPair(null, null);
    }
  }

  private static String encode(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
