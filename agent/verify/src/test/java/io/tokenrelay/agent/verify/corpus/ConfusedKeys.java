package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.ALGORITHM;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.UNKNOWN_KEY;
import static io.tokenrelay.agent.verify.corpus.Tokens.claims;
import static io.tokenrelay.agent.verify.corpus.Tokens.hmac;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.function.Supplier;

/** A key is used with its own algorithms, for its own issuer, and only if it is a sound one. */
final class ConfusedKeys {
  private ConfusedKeys() {}

  static void addTo(Corpus corpus) {
    kinds(corpus);
    purposes(corpus);
    issuers(corpus);
  }

  private static void kinds(Corpus corpus) {
    String[] algorithms = {"RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"};
    String[] keyIds = {"r", "e256", "e384", "e521"};
    for (String algorithm : algorithms) {
      for (String keyId : keyIds) {
        if (!keyId.equals(keyIdFor(algorithm))) {
          corpus.refuses(
              ALGORITHM, algorithm + " with the kid " + keyId, () -> signed(algorithm, keyId));
        }
      }
    }
    for (String algorithm : new String[] {"RS256", "PS256", "ES256"}) {
      corpus.refuses(
          ALGORITHM, algorithm + " with the kid ed", () -> signed(algorithm, Keys.ed().keyId));
    }
  }

  private static String keyIdFor(String algorithm) {
    switch (algorithm) {
      case "ES256":
        return "e256";
      case "ES384":
        return "e384";
      case "ES512":
        return "e521";
      case "EdDSA":
        return "ed";
      default:
        return "r";
    }
  }

  private static String signed(String algorithm, String keyId) {
    String header = json("{'alg':'" + algorithm + "','kid':'" + keyId + "'}");
    return Keys.of(algorithm).sign(algorithm, header, main(""));
  }

  private static void purposes(Corpus corpus) {
    corpus.refuses(
        ALGORITHM, "a key for PS256, with RS256", () -> Keys.FOR_PS256.token("RS256", main("")));
    corpus.refuses(
        ALGORITHM, "a key for PS256, with PS512", () -> Keys.FOR_PS256.token("PS512", main("")));
    corpus.refuses(
        UNKNOWN_KEY, "a key for encryption", () -> Keys.FOR_ENCRYPTION.token("RS256", main("")));
    corpus.refuses(UNKNOWN_KEY, "a key of 1024 bits", () -> Keys.WEAK.token("RS256", main("")));
    corpus.refuses(UNKNOWN_KEY, "a key not published", () -> Keys.PEM.token("RS256", main("")));
    for (String keyId : new String[] {"broken", "off", "new"}) {
      corpus.refuses(
          UNKNOWN_KEY,
          "the kid of a key that cannot be used: " + keyId,
          () -> signed("RS256", keyId));
    }
  }

  private static void issuers(Corpus corpus) {
    String secret = Issuers.WITH_SECRET;
    corpus.refuses(
        SIGNATURE,
        "the key of one issuer for another",
        () -> Keys.RSA.token("RS256", claims(Issuers.WITH_PEM, "")));
    corpus.refuses(
        SIGNATURE,
        "the key of another issuer for this one",
        () -> Keys.PEM.sign("RS256", Keys.RSA.header("RS256"), main("")));
    corpus.refuses(
        UNKNOWN_KEY,
        "the key of another issuer, with its kid",
        () -> Keys.RSA.token("RS256", claims(Issuers.CROWDED, "")));
    corpus.refuses(
        ALGORITHM,
        "a PEM file with RSA: ES256",
        () -> Keys.P256.token("ES256", claims(Issuers.WITH_PEM, "")));
    withSecret(corpus, SIGNATURE, "another secret", () -> with("HS256", new byte[32]));
    withSecret(
        corpus, ALGORITHM, "HS512, for which it is too short", () -> with("HS512", Keys.SECRET));
    corpus.refuses(
        SIGNATURE,
        0,
        "where there is a secret: half a MAC",
        () -> Tokens.withSignature(with("HS256", Keys.SECRET), new byte[16]));
    for (String algorithm : new String[] {"RS256", "ES256", "EdDSA", "none"}) {
      withSecret(
          corpus,
          ALGORITHM,
          algorithm,
          () -> {
            String signer = algorithm.equals("none") ? "RS256" : algorithm;
            return Keys.of(signer).sign(signer, header(algorithm), claims(secret, ""));
          });
    }
    for (String algorithm : Keys.ALGORITHMS) {
      if (!algorithm.equals("ES256")) {
        corpus.refuses(
            ALGORITHM,
            "where only ES256 is allowed: " + algorithm,
            () -> Keys.of(algorithm).token(algorithm, claims(Issuers.ES_ONLY, "")));
      }
    }
  }

  private static void withSecret(
      Corpus corpus, Reason reason, String what, Supplier<String> token) {
    corpus.refuses(reason, "where there is a secret: " + what, token);
  }

  private static String with(String algorithm, byte[] secret) {
    return hmac(algorithm, header(algorithm), claims(Issuers.WITH_SECRET, ""), secret);
  }

  private static String header(String algorithm) {
    return json("{'alg':'" + algorithm + "'}");
  }
}
