package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.part;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsParts;
import static io.tokenrelay.agent.verify.corpus.Tokens.withPart;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenrelay.agent.verify.Signer;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every spelling but the canonical one, in each of the three parts. */
final class RespelledTokens {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String[] PARTS = {"header", "payload", "signature"};

  private RespelledTokens() {}

  static void addTo(Corpus corpus) {
    corpus.accepts("as it was before it was respelled", RespelledTokens::good);
    spellings()
        .forEach(
            (what, spelling) -> {
              for (int i = 0; i < PARTS.length; i++) {
                int part = i;
                corpus.refuses(
                    MALFORMED, PARTS[part] + ": " + what, () -> respelled(part, spelling));
              }
            });
    signedAlike(corpus);
    sameSignature(corpus);
  }

  /** A token each of whose parts ends in four bits that say nothing, and has - and _ in it. */
  private static String good() {
    while (true) {
      String header = json("{'alg':'ES256','kid':'e256','x':'\u00ff\u00fe?>?>'}");
      while (header.getBytes(UTF_8).length % 3 != 1) {
        header += " ";
      }
      String claims = main(json(",'x':'\u00ff\u00fe?>?>'"));
      while (claims.getBytes(UTF_8).length % 3 != 1) {
        claims += " ";
      }
      String token = Keys.P256.sign("ES256", header, claims);
      if (hasBoth(part(token, 0)) && hasBoth(part(token, 1)) && hasBoth(part(token, 2))) {
        return token;
      }
    }
  }

  private static boolean hasBoth(String part) {
    return part.indexOf('-') >= 0 && part.indexOf('_') >= 0;
  }

  private static String respelled(int index, UnaryOperator<String> spelling) {
    String good = good();
    return withPart(good, index, spelling.apply(part(good, index)));
  }

  private static Map<String, UnaryOperator<String>> spellings() {
    Map<String, UnaryOperator<String>> spellings = new LinkedHashMap<>();
    spellings.put("padded", part -> part + "==");
    spellings.put("half padded", part -> part + "=");
    spellings.put("padded with more", part -> part + "====");
    spellings.put("stray bits at the end", part -> stray(part, 1));
    spellings.put("all stray bits at the end", part -> stray(part, 15));
    spellings.put("an extra sextet", part -> part + "AAA");
    spellings.put("one sextet short", part -> part.substring(0, part.length() - 1));
    spellings.put("+ for -", part -> part.replace('-', '+'));
    spellings.put("/ for _", part -> part.replace('_', '/'));
    spellings.put("a space within", part -> within(part, " "));
    spellings.put("a line feed within", part -> within(part, "\n"));
    spellings.put("MIME line ends", part -> within(part, "\r\n"));
    spellings.put("a tab within", part -> within(part, "\t"));
    spellings.put("a NUL within", part -> within(part, "\0"));
    spellings.put("a soft hyphen within", part -> within(part, "\u00ad"));
    spellings.put("a zero-width space within", part -> within(part, "\u200b"));
    spellings.put(
        "a percent-encoded letter",
        part -> "%" + Integer.toHexString(part.charAt(0)) + part.substring(1));
    spellings.put(
        "a letter in full width",
        part -> (char) (part.charAt(0) - 'A' + 0xff21) + part.substring(1));
    spellings.put("a letter of Latin-1", part -> within(part, "\u00e9"));
    spellings.put(
        "a character with the low byte of a letter",
        part -> (char) (part.charAt(0) + 0x100) + part.substring(1));
    spellings.put("padding in the middle", part -> part.substring(0, 4) + "=" + part.substring(4));
    return spellings;
  }

  private static String stray(String part, int bits) {
    int last = part.length() - 1;
    return part.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(part.charAt(last)) + bits);
  }

  private static String within(String part, String what) {
    return part.substring(0, 10) + what + part.substring(10);
  }

  /** The odd spelling itself is signed: still, other parsers would read something else. */
  private static void signedAlike(Corpus corpus) {
    corpus.refuses(
        MALFORMED, "a padded payload, signed so", () -> rsParts(header(), padded(main(""))));
    corpus.refuses(
        MALFORMED,
        "a padded header, signed so",
        () -> rsParts(padded(Keys.RSA.header("RS256")), Signer.encode(main(""))));
    corpus.refuses(
        MALFORMED,
        "stray bits in the payload, signed so",
        () -> rsParts(header(), stray(oneOver(main("")), 3)));
    corpus.refuses(
        MALFORMED,
        "a line feed in the payload, signed so",
        () -> rsParts(header(), within(Signer.encode(main("")), "\n")));
  }

  private static String header() {
    return Signer.encode(Keys.RSA.header("RS256"));
  }

  private static String padded(String text) {
    return oneOver(text) + "==";
  }

  private static String oneOver(String json) {
    String text = json;
    while (text.length() % 3 != 1) {
      text += " ";
    }
    return Signer.encode(text);
  }

  /** ECDSA has two signatures for one: a second text of a good token, not a third. */
  private static void sameSignature(Corpus corpus) {
    for (String algorithm : new String[] {"ES256", "ES384", "ES512"}) {
      Signer signer = Keys.of(algorithm);
      corpus.accepts(
          algorithm + ": the order minus s, the other signature of the same claims",
          () ->
              ForgedEcdsa.changed(
                  signer.token(algorithm, main("")),
                  r -> r,
                  ((ECPublicKey) signer.pair.getPublic()).getParams().getOrder()::subtract));
    }
    corpus.refuses(
        SIGNATURE,
        "an Ed25519 signature with its sign bit set",
        () -> {
          String good = Keys.ed().token("EdDSA", main(""));
          byte[] signature = Tokens.signature(good);
          signature[63] ^= (byte) 0x80;
          return Tokens.withSignature(good, signature);
        });
  }
}
