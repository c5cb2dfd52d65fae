package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.ALGORITHM;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.hmac;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeader;
import static io.tokenrelay.agent.verify.corpus.Tokens.withPart;

import io.tokenrelay.agent.verify.Signer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** {@code alg} says what it likes; what is allowed is said by the issuer's settings. */
final class ConfusedAlgorithms {
  private ConfusedAlgorithms() {}

  static void addTo(Corpus corpus) {
    none(corpus);
    secrets(corpus);
    spellings(corpus);
    unknown(corpus);
    exchanged(corpus);
  }

  private static String named(String alg) {
    return rsHeader("{\"alg\":\"" + alg + "\",\"kid\":\"r\"}");
  }

  private static void none(Corpus corpus) {
    corpus.refuses(MALFORMED, "none, no signature", () -> withPart(named("none"), 2, ""));
    corpus.refuses(
        MALFORMED,
        "none, neither signature nor second dot",
        () -> {
          String token = named("none");
          return token.substring(0, token.lastIndexOf('.'));
        });
    corpus.refuses(
        MALFORMED, "RS256, but the signature taken away", () -> withPart(named("RS256"), 2, ""));
    corpus.refuses(ALGORITHM, "none, some signature", () -> withPart(named("none"), 2, "AAAA"));
    corpus.refuses(ALGORITHM, "none, a good RS256 signature", () -> named("none"));
    String[] spellings = {
      "None",
      "NONE",
      "nOnE",
      "none ",
      " none",
      "none\\u0000",
      "n\\u006fne",
      "n\u043ene",
      "",
      " ",
      "null",
      "undefined"
    };
    for (String none : spellings) {
      corpus.refuses(ALGORITHM, "alg \"" + none + "\", a good RS256 signature", () -> named(none));
    }
  }

  /** RFC 8725 §2.1: the public key is no secret. */
  private static void secrets(Corpus corpus) {
    Map<String, Supplier<byte[]>> secrets = new LinkedHashMap<>();
    secrets.put("the public key in DER", () -> Keys.RSA.pair.getPublic().getEncoded());
    secrets.put("the public key in PEM", () -> ascii(Keys.RSA.pem()));
    secrets.put("the PEM without its last line end", () -> ascii(Keys.RSA.pem().trim()));
    secrets.put(
        "the PEM with Windows line ends", () -> ascii(Keys.RSA.pem().replace("\n", "\r\n")));
    secrets.put("the JWK", () -> ascii(Keys.RSA.jwk()));
    secrets.put(
        "the modulus", () -> ((RSAPublicKey) Keys.RSA.pair.getPublic()).getModulus().toByteArray());
    secrets.put("the key id", () -> ascii("r"));
    secrets.put("the issuer's name", () -> ascii(Issuers.MAIN));
    secrets.put("\"secret\"", () -> ascii("secret"));
    secrets.put("zeros", () -> new byte[64]);
    for (String algorithm : new String[] {"HS256", "HS384", "HS512"}) {
      secrets.forEach(
          (what, secret) ->
              corpus.refuses(
                  ALGORITHM,
                  algorithm + " with " + what + " as secret",
                  () -> hmac(algorithm, Keys.RSA.header(algorithm), main(""), secret.get())));
    }
    corpus.refuses(
        ALGORITHM,
        "HS256 with the public EC key as secret",
        () ->
            hmac(
                "HS256",
                Keys.P256.header("HS256"),
                main(""),
                Keys.P256.pair.getPublic().getEncoded()));
    corpus.refuses(
        ALGORITHM,
        "HS256 with the public Ed25519 key as secret",
        () ->
            hmac(
                "HS256",
                Keys.ed().header("HS256"),
                main(""),
                Keys.ed().pair.getPublic().getEncoded()));
    corpus.refuses(
        ALGORITHM,
        "HS256 with the secret of another issuer",
        () -> hmac("HS256", "{\"alg\":\"HS256\"}", main(""), Keys.SECRET));
  }

  private static void spellings(Corpus corpus) {
    String[] spellings = {
      "rs256",
      "Rs256",
      "RS256 ",
      " RS256",
      "RS-256",
      "RSA256",
      "RS256\\u0000",
      "RS256,none",
      "SHA256withRSA",
      "RS\u0662\u0665\u0666",
      "\uff32\uff33\uff12\uff15\uff16",
      "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    };
    for (String spelling : spellings) {
      corpus.refuses(ALGORITHM, "alg \"" + spelling + "\"", () -> named(spelling));
    }
  }

  private static void unknown(Corpus corpus) {
    String[] others = {
      "RS1",
      "RS224",
      "RS1024",
      "PS224",
      "ES224",
      "ES256K",
      "Ed448",
      "ESP256",
      "ML-DSA-44",
      "SLH-DSA-SHA2-128s",
      "RSA1_5",
      "RSA-OAEP",
      "A128KW",
      "dir",
      "ECDH-ES",
      "PBES2-HS256+A128KW",
      "HS1",
      "HS256/64"
    };
    for (String other : others) {
      corpus.refuses(ALGORITHM, "alg " + other + ", which is not offered", () -> named(other));
    }
  }

  /** One key, two algorithms: what is signed by the one is not signed by the other. */
  private static void exchanged(Corpus corpus) {
    for (String said : Keys.ALGORITHMS) {
      for (String done : Keys.ALGORITHMS) {
        if (isRsa(said) && isRsa(done) && !said.equals(done)) {
          corpus.refuses(
              SIGNATURE,
              "says " + said + ", is " + done,
              () -> Keys.RSA.sign(done, Keys.RSA.header(said), main("")));
        }
      }
    }
    corpus.refuses(
        SIGNATURE, "says ES256, is of SHA-512", () -> ecdsa("ES512", "ES256", Keys.P256));
    corpus.refuses(
        SIGNATURE, "says ES384, is of SHA-256", () -> ecdsa("ES256", "ES384", Keys.P384));
    corpus.refuses(
        SIGNATURE, "says ES512, is of SHA-256", () -> ecdsa("ES256", "ES512", Keys.P521));
    corpus.refuses(
        SIGNATURE,
        0,
        "says RS256, is HS256: the length tells",
        () ->
            hmac(
                "HS256",
                Keys.RSA.header("RS256"),
                main(""),
                Keys.RSA.pair.getPublic().getEncoded()));
    corpus.refuses(
        SIGNATURE,
        0,
        "says RS256, is ES256: the length tells",
        () -> Keys.P256.sign("ES256", Keys.RSA.header("RS256"), main("")));
    corpus.refuses(
        SIGNATURE,
        "says ES256, is EdDSA of the same length",
        () -> Keys.ed().sign("EdDSA", Keys.P256.header("ES256"), main("")));
    corpus.refuses(
        SIGNATURE,
        "says EdDSA, is ES256 of the same length",
        () -> Keys.P256.sign("ES256", Keys.ed().header("EdDSA"), main("")));
  }

  private static String ecdsa(String done, String said, Signer signer) {
    return signer.sign(done, signer.header(said), main(""));
  }

  private static boolean isRsa(String algorithm) {
    return algorithm.startsWith("RS") || algorithm.startsWith("PS");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
