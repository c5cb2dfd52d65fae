package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.SCOPE;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.part;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;
import static io.tokenrelay.agent.verify.corpus.Tokens.signature;
import static io.tokenrelay.agent.verify.corpus.Tokens.withPart;
import static io.tokenrelay.agent.verify.corpus.Tokens.withSignature;

import io.tokenrelay.agent.verify.Signer;
import java.util.Arrays;

/** What can be tried against every algorithm. A wrong length costs no operation. */
final class ForgedSignatures {
  private ForgedSignatures() {}

  static void addTo(Corpus corpus) {
    for (String algorithm : Keys.ALGORITHMS) {
      strangers(corpus, algorithm);
      damaged(corpus, algorithm);
      lengths(corpus, algorithm);
      parts(corpus, algorithm);
    }
    withoutKeyId(corpus);
    wrongInput(corpus);
  }

  private static String good(String algorithm) {
    return Keys.of(algorithm).token(algorithm, main(""));
  }

  private static void strangers(Corpus corpus, String algorithm) {
    corpus.refuses(
        SIGNATURE,
        algorithm + ": signed by a stranger under a known kid",
        () -> Keys.stranger(algorithm).token(algorithm, main("")));
    corpus.refuses(
        SIGNATURE,
        algorithm + ": the signature of another token",
        () -> withPart(good(algorithm), 2, part(good(algorithm), 2)));
  }

  private static void damaged(Corpus corpus, String algorithm) {
    corpus.refuses(SIGNATURE, algorithm + ": all zeros", () -> filled(algorithm, 0));
    corpus.refuses(SIGNATURE, algorithm + ": all ones", () -> filled(algorithm, 0xff));
    corpus.refuses(
        SIGNATURE, algorithm + ": the first bit flipped", () -> flipped(good(algorithm), 0, 0x80));
    corpus.refuses(
        SIGNATURE, algorithm + ": the last bit flipped", () -> flipped(good(algorithm), -1, 1));
    corpus.refuses(SIGNATURE, algorithm + ": its bytes reversed", () -> reversed(good(algorithm)));
  }

  private static void lengths(Corpus corpus, String algorithm) {
    corpus.refuses(SIGNATURE, 0, algorithm + ": one byte", () -> resized(algorithm, 1, 0));
    corpus.refuses(SIGNATURE, 0, algorithm + ": one byte short", () -> resized(algorithm, 0, -1));
    corpus.refuses(SIGNATURE, 0, algorithm + ": an extra zero", () -> resized(algorithm, 0, 1));
    corpus.refuses(
        SIGNATURE,
        0,
        algorithm + ": an extra leading zero",
        () -> {
          String good = good(algorithm);
          byte[] longer = new byte[signature(good).length + 1];
          System.arraycopy(signature(good), 0, longer, 1, longer.length - 1);
          return withSignature(good, longer);
        });
  }

  private static void parts(Corpus corpus, String algorithm) {
    corpus.refuses(
        SIGNATURE,
        algorithm + ": the payload of another token",
        () -> withPart(good(algorithm), 1, part(good(algorithm), 1)));
    corpus.refuses(
        SIGNATURE,
        algorithm + ": an extra member in the header",
        () ->
            withPart(
                good(algorithm),
                0,
                Signer.encode(Keys.of(algorithm).header(algorithm).replace("}", ",\"x\":1}"))));
  }

  private static void withoutKeyId(Corpus corpus) {
    corpus.refuses(
        SIGNATURE,
        2,
        "no kid and signed by a stranger: both compatible keys are tried",
        () -> Keys.STRANGER_RSA.sign("RS256", json("{'alg':'RS256'}"), main("")));
    corpus.refuses(
        SIGNATURE,
        10,
        "no kid and signed by a stranger: all ten compatible keys are tried",
        () -> crowded(Keys.STRANGER_P256));
    corpus.accepts(
        10,
        "no kid and signed by the tenth of ten compatible keys",
        () -> crowded(Keys.CROWD.get(9)));
    corpus.refuses(
        SIGNATURE,
        "a stranger's, so nothing is said of its missing scope",
        () -> Keys.STRANGER_RSA.token("RS256", Tokens.claims(Issuers.WITH_SCOPE, "")));
    corpus.refuses(
        SCOPE,
        "authentic, so the missing scope is said",
        () -> rs(Tokens.claims(Issuers.WITH_SCOPE, ",\"tenant\":1")));
  }

  private static String crowded(Signer signer) {
    String claims = Tokens.claims(Issuers.CROWDED, "");
    return signer.sign("ES256", json("{'alg':'ES256'}"), claims);
  }

  /** A good signature, but of something else than header, dot and payload. */
  private static void wrongInput(Corpus corpus) {
    String header = Keys.RSA.header("RS256");
    corpus.refuses(SIGNATURE, "signed without the dot", () -> signedOver("H", "P", ""));
    corpus.refuses(SIGNATURE, "only the payload is signed", () -> signedOver("", "P", ""));
    corpus.refuses(SIGNATURE, "only the header is signed", () -> signedOver("H", "", ""));
    corpus.refuses(SIGNATURE, "signed with an extra dot", () -> signedOver("H.", "P", "."));
    corpus.refuses(SIGNATURE, "nothing is signed", () -> signedOver("", "", ""));
    corpus.refuses(
        SIGNATURE,
        "the decoded parts are signed",
        () -> {
          String claims = main("");
          String signature = Signer.encode(Keys.RSA.signature("RS256", header + "." + claims));
          return Signer.encode(header) + "." + Signer.encode(claims) + "." + signature;
        });
  }

  /** Signs the template with the two parts in the places of H and P. */
  private static String signedOver(String first, String second, String third) {
    String header = Signer.encode(Keys.RSA.header("RS256"));
    String payload = Signer.encode(main(""));
    String input = first.replace("H", header) + second.replace("P", payload) + third;
    return header + "." + payload + "." + Signer.encode(Keys.RSA.signature("RS256", input));
  }

  private static String filled(String algorithm, int value) {
    String good = good(algorithm);
    byte[] filled = signature(good);
    Arrays.fill(filled, (byte) value);
    return withSignature(good, filled);
  }

  private static String flipped(String token, int at, int bit) {
    byte[] signature = signature(token);
    signature[at < 0 ? signature.length + at : at] ^= (byte) bit;
    return withSignature(token, signature);
  }

  private static String reversed(String token) {
    byte[] signature = signature(token);
    byte[] reversed = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      reversed[i] = signature[signature.length - 1 - i];
    }
    return withSignature(token, reversed);
  }

  /** Of this length, or else longer or shorter by so many bytes. */
  private static String resized(String algorithm, int length, int more) {
    String good = good(algorithm);
    byte[] signature = signature(good);
    return withSignature(
        good, Arrays.copyOf(signature, length > 0 ? length : signature.length + more));
  }
}
