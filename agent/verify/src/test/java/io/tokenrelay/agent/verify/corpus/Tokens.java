package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.verify.Verifiers.seconds;

import io.tokenrelay.agent.verify.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tokens are put together from. */
final class Tokens {
  private static final AtomicInteger NEXT_ID = new AtomicInteger();

  private Tokens() {}

  /** Good claims, never the same twice: no specimen shall find another's verdict in a cache. */
  static String claims(String issuer, String more) {
    int id = NEXT_ID.incrementAndGet();
    return "{\"iss\":\""
        + issuer
        + "\",\"exp\":"
        + seconds(300)
        + ",\"jti\":\""
        + id
        + "\""
        + more
        + "}";
  }

  /** Good claims of the main issuer and, with a comma before them, more. */
  static String main(String more) {
    return claims(Issuers.MAIN, more);
  }

  /** An authentic RS256 token with this payload. */
  static String rs(String payload) {
    return Keys.RSA.token("RS256", payload);
  }

  /** An authentic RS256 token with good claims and this header. */
  static String rsHeader(String header) {
    return Keys.RSA.sign("RS256", header, main(""));
  }

  /** An authentic RS256 token with good claims and, with a comma before them, more members. */
  static String rsHeaderWith(String more) {
    return rsHeader("{\"alg\":\"RS256\",\"kid\":\"r\"" + more + "}");
  }

  /** An authentic RS256 token of these two parts, whatever they are. */
  static String rsParts(String header, String payload) {
    String input = header + "." + payload;
    return input + "." + Signer.encode(Keys.RSA.signature("RS256", input));
  }

  /** Signed with a secret. */
  static String hmac(String algorithm, String header, String payload, byte[] secret) {
    try {
      String name = "Hmac" + algorithm.replace("HS", "SHA");
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      String input = Signer.encode(header) + "." + Signer.encode(payload);
      return input + "." + Signer.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Part 0, 1 or 2. */
  static String part(String token, int index) {
    return token.split("\\.", -1)[index];
  }

  static String withPart(String token, int index, String part) {
    String[] parts = token.split("\\.", -1);
    parts[index] = part;
    return String.join(".", parts);
  }

  static byte[] signature(String token) {
    return Base64.getUrlDecoder().decode(part(token, 2));
  }

  static String withSignature(String token, byte[] signature) {
    return withPart(token, 2, Signer.encode(signature));
  }

  static String repeated(String text, int times) {
    return String.join("", Collections.nCopies(times, text));
  }

  /** JSON in double quotes for single ones: easier to read here. */
  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
