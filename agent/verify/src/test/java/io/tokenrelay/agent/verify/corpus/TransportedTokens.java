package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.TOO_LARGE;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeaderWith;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tokenrelay.agent.verify.Signer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A good token, as it arrives after careless or clever handling on the way. */
final class TransportedTokens {
  private static final int LARGEST = 16_384;

  private TransportedTokens() {}

  static void addTo(Corpus corpus) {
    corpus.accepts("as it was sent", () -> rs(main("")));
    wrappings()
        .forEach(
            (what, wrapping) ->
                corpus.refuses(MALFORMED, what, () -> wrapping.apply(rs(main("")))));
    String[] words = {
      "null",
      "undefined",
      "None",
      "[object Object]",
      "Bearer",
      "true",
      "0",
      "-",
      "=",
      "%00",
      "\0",
      "\ud83d\ude00",
      "2YotnFZFEjr1zCsicMWpAA",
      "user:password",
      "AKIAIOSFODNN7EXAMPLE"
    };
    for (String word : words) {
      corpus.refuses(MALFORMED, "instead of a token: \"" + shown(word) + '"', () -> word);
    }
    sizes(corpus);
    burdens(corpus);
  }

  private static String shown(String word) {
    return word.equals("\0") ? "NUL" : word;
  }

  private static Map<String, UnaryOperator<String>> wrappings() {
    Map<String, UnaryOperator<String>> wrappings = new LinkedHashMap<>();
    wrappings.put("a space before", token -> " " + token);
    wrappings.put("a space after", token -> token + " ");
    wrappings.put("a tab after", token -> token + "\t");
    wrappings.put("a line feed after", token -> token + "\n");
    wrappings.put("a line end after", token -> token + "\r\n");
    wrappings.put("another header after a line end", token -> token + "\r\nX-User: admin");
    wrappings.put("folded, as old headers were", token -> folded(token));
    wrappings.put("a NUL after", token -> token + "\0");
    wrappings.put("a NUL between all letters", token -> token.replaceAll("(?<=.)(?=.)", "\0"));
    wrappings.put("a byte order mark before", token -> "\ufeff" + token);
    wrappings.put("a zero-width space after", token -> token + "\u200b");
    wrappings.put("written from right to left", token -> "\u202e" + token);
    wrappings.put("in double quotes", token -> '"' + token + '"');
    wrappings.put("in single quotes", token -> "'" + token + "'");
    wrappings.put("in angle brackets", token -> "<" + token + ">");
    wrappings.put("with its scheme", token -> "Bearer " + token);
    wrappings.put(
        "with its scheme and no space",
        token -> "Bearer" + token.substring(0, 5) + " " + token.substring(5));
    wrappings.put("as a form field", token -> "access_token=" + token);
    wrappings.put("with a parameter", token -> token + ";realm=x");
    wrappings.put("with another after a comma", token -> token + "," + token);
    wrappings.put("with another after a comma and space", token -> token + ", Bearer " + token);
    wrappings.put("dots percent-encoded", token -> token.replace(".", "%2E"));
    wrappings.put("dots of another script", token -> token.replace('.', '\u3002'));
    wrappings.put("dots in full width", token -> token.replace('.', '\uff0e'));
    wrappings.put("commas for dots", token -> token.replace('.', ','));
    wrappings.put("in full width", token -> (char) (token.charAt(0) + 0xfee0) + token.substring(1));
    wrappings.put("encoded twice", token -> Signer.encode(token));
    wrappings.put(
        "encoded by MIME",
        token -> Base64.getMimeEncoder().encodeToString(token.getBytes(US_ASCII)));
    wrappings.put("in capitals", token -> token.toUpperCase(Locale.ROOT));
    wrappings.put("in small letters", token -> token.toLowerCase(Locale.ROOT));
    wrappings.put("backwards", token -> new StringBuilder(token).reverse().toString());
    wrappings.put("shortened with dots", token -> token.substring(0, 20) + "...");
    wrappings.put("shortened with an ellipsis", token -> token.substring(0, 20) + "\u2026");
    wrappings.put("without its first letter", token -> token.substring(1));
    wrappings.put("as a JSON text", token -> "{\"access_token\":\"" + token + "\"}");
    wrappings.put("as a JSON list", token -> "[\"" + token + "\"]");
    return wrappings;
  }

  private static String folded(String token) {
    return token.substring(0, 70) + "\r\n " + token.substring(70);
  }

  private static void sizes(Corpus corpus) {
    corpus.accepts("16,384 characters, the most", () -> ofLength(LARGEST));
    corpus.refuses(TOO_LARGE, "16,385 characters", () -> ofLength(LARGEST + 1));
    corpus.refuses(
        TOO_LARGE, "a claim of 16 KB", () -> rs(main(",\"x\":\"" + repeated("x", LARGEST) + '"')));
    corpus.refuses(
        TOO_LARGE,
        "a header of 16 KB",
        () -> rsHeaderWith(",\"x\":\"" + repeated("x", LARGEST) + '"'));
    corpus.refuses(TOO_LARGE, "a million letters", () -> repeated("A", 1_000_000));
    corpus.refuses(TOO_LARGE, "a million dots", () -> repeated(".", 1_000_000));
    corpus.refuses(MALFORMED, "16,384 dots", () -> repeated(".", LARGEST));
    corpus.refuses(MALFORMED, "16,384 letters", () -> repeated("A", LARGEST));
  }

  /** As much work for a parser as fits into a token. */
  private static void burdens(Corpus corpus) {
    corpus.accepts("400 claims whose names have one hash", () -> rs(main(sameHashes(400))));
    corpus.accepts(
        "two numbers of 5,000 digits",
        () -> rs(main(",\"x\":" + repeated("7", 5_000) + ",\"y\":0." + repeated("7", 5_000))));
    corpus.accepts(
        "1,700 escaped characters", () -> rs(main(",\"x\":\"" + repeated("\\u00e9", 1_700) + '"')));
    corpus.accepts(
        "an audience of 2,500",
        () -> rs(main(",\"aud\":[\"a\"" + repeated(",\"a\"", 2_499) + "]")));
    corpus.accepts(
        "350 lists of 15 levels",
        () ->
            rs(
                main(
                    ",\"x\":[0"
                        + repeated("," + repeated("[", 15) + repeated("]", 15), 350)
                        + "]")));
  }

  /** Aa and BB have the same hash, and so has every row of them. */
  private static String sameHashes(int count) {
    StringBuilder claims = new StringBuilder();
    for (int i = 0; i < count; i++) {
      claims.append(",\"");
      for (int bit = 0; bit < 10; bit++) {
        claims.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      claims.append("\":1");
    }
    return claims.toString();
  }

  /** Base64url has no text of 4n + 1 letters: header and payload share the length out. */
  private static String ofLength(int length) {
    for (int header = 0; header < 4; header++) {
      String start =
          Signer.encode("{\"alg\":\"RS256\",\"kid\":\"r\"" + repeated(" ", header) + "}");
      int left = length - start.length() - 2 - 342;
      if (left % 4 != 1) {
        String claims = main("");
        int bytes = left * 3 / 4;
        String payload =
            claims.substring(0, claims.length() - 1) + repeated(" ", bytes - claims.length()) + "}";
        return Tokens.rsParts(start, Signer.encode(payload));
      }
    }
    throw new AssertionError(length);
  }
}
