package io.tokenrelay.instrumentation.testing;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Issues RS256 tokens that the attached agent trusts, and some that it must not. Its key is made
 * before the tests start ({@link #main}), in a folder below {@code target}; the agent reads the
 * public half from there as its {@code tokenrelay.jwks-file}.
 */
public final class TestIssuer {
  /** The {@code iss} that the agent is configured with. */
  public static final String ISSUER = "https://issuer.test/realms/estate";

  /** The {@code aud} that the agent is configured with. */
  public static final String AUDIENCE = "estate";

  private static final String DOWN = "https://down.test";
  private static final String KEY_ID = "test-1";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey key;
  private final PrivateKey forgersKey;

  private TestIssuer(PrivateKey key) throws GeneralSecurityException {
    this.key = key;
    this.forgersKey = newPair().getPrivate();
  }

  /**
   * Makes a key pair: {@code jwks.json} and {@code key.pkcs8} in the folder named by the only
   * argument.
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Path folder = new File(arguments[0]).toPath();
    Files.createDirectories(folder);
    KeyPair pair = newPair();
    RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
    String jwks =
        "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\""
            + KEY_ID
            + "\",\"n\":\""
            + unsigned(publicKey.getModulus())
            + "\",\"e\":\""
            + unsigned(publicKey.getPublicExponent())
            + "\"}]}";
    Files.write(folder.resolve("jwks.json"), jwks.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("key.pkcs8"), pair.getPrivate().getEncoded());
  }

  /** The issuer whose folder is named by the system property {@code test.issuer}. */
  public static TestIssuer load() {
    try {
      byte[] encoded =
          Files.readAllBytes(new File(System.getProperty("test.issuer"), "key.pkcs8").toPath());
      return new TestIssuer(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(
          "no issuer; is the system property test.issuer set?", failure);
    }
  }

  /** A valid token for a user. */
  public String token(String user) {
    return sign(key, ISSUER, AUDIENCE, user, now() + 3600);
  }

  /** Right in everything but the key that signed it. */
  public String forgedToken(String user) {
    return sign(forgersKey, ISSUER, AUDIENCE, user, now() + 3600);
  }

  /**
   * The token with one character of its signature changed, another for each number.
   *
   * @param number less than 300
   */
  public static String damaged(String token, int number) {
    int at = token.lastIndexOf('.') + number;
    char other = Character.toUpperCase(token.charAt(at)) == 'A' ? 'B' : 'A'; // Jetty ignores case
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  public String expiredToken(String user) {
    return sign(key, ISSUER, AUDIENCE, user, now() - 3600);
  }

  public String tokenForAnotherAudience(String user) {
    return sign(key, ISSUER, "somebody-else", user, now() + 3600);
  }

  public String tokenOfAnotherIssuer(String user) {
    return sign(key, "https://stranger.test", AUDIENCE, user, now() + 3600);
  }

  /** A valid token with more claims, in JSON. */
  public String tokenSaying(String user, String claims) {
    return sign(key, ISSUER, AUDIENCE, user, now() + 3600, "," + claims);
  }

  /** A token of the issuer whose keys cannot be had, where the agent is told of one. */
  public String tokenOfAnIssuerThatIsDown(String user) {
    return sign(key, DOWN, AUDIENCE, user, now() + 3600);
  }

  /**
   * The user that a token in an {@code Authorization} value was issued for; null when there is
   * none.
   */
  public static @Nullable String userOf(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return null;
    }
    String payload = authorization.split("\\.")[1];
    String json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    int start = json.indexOf("\"sub\":\"") + "\"sub\":\"".length();
    return json.substring(start, json.indexOf('"', start));
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String sign(
      PrivateKey key, String issuer, String audience, String user, long expiry) {
    return sign(key, issuer, audience, user, expiry, "");
  }

  private static String sign(
      PrivateKey key, String issuer, String audience, String user, long expiry, String more) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
    String claims =
        "{\"iss\":\""
            + issuer
            + "\",\"aud\":[\""
            + audience
            + "\"],\"sub\":\""
            + user
            + "\",\"azp\":\"tests\",\"exp\":"
            + expiry
            + ",\"iat\":"
            + (expiry - 3600)
            + more
            + "}";
    String signed = encode(header) + '.' + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + '.' + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = new byte[bytes.length - sign];
    System.arraycopy(bytes, sign, magnitude, 0, magnitude.length);
    return BASE64URL.encodeToString(magnitude);
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}
