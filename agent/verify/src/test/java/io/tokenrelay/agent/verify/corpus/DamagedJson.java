package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsParts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenrelay.agent.verify.Signer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Authentic tokens whose header or payload is no JSON object (RFC 8259), or one that another parser
 * reads in another way. In each, X stands for the rest of a good one without its braces.
 */
final class DamagedJson {
  private DamagedJson() {}

  static void addTo(Corpus corpus) {
    corpus.accepts("header: not damaged", () -> header("{X,\"x\":[{}]}"));
    corpus.accepts("payload: not damaged", () -> payload("{X,\"x\":[{}]}"));
    corpus.accepts("header: UTF-8", () -> headerOfBytes("{X,\"x\":\"\u00c3\u00a9\"}"));
    corpus.accepts("payload: UTF-8", () -> payloadOfBytes("{X,\"x\":\"\u00c3\u00a9\"}"));
    texts()
        .forEach(
            (what, text) -> {
              corpus.refuses(MALFORMED, "header: " + what, () -> header(text));
              corpus.refuses(MALFORMED, "payload: " + what, () -> payload(text));
            });
    bytes()
        .forEach(
            (what, bytes) -> {
              String latin = new String(bytes, ISO_8859_1);
              corpus.refuses(MALFORMED, "header: " + what, () -> headerOfBytes(latin));
              corpus.refuses(MALFORMED, "payload: " + what, () -> payloadOfBytes(latin));
            });
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("null", "null");
    texts.put("a list", "[]");
    texts.put("a list around it", "[{X}]");
    texts.put("a text", json("'x'"));
    texts.put("a number", "1");
    texts.put("true", "true");
    texts.put("white space", " ");
    texts.put("no JSON at all", "iss=x&exp=1");
    texts.put("truncated", "{X");
    texts.put("truncated within a string", json("{X,'x':'y"));
    texts.put("truncated after a colon", json("{X,'x':"));
    texts.put("an object after it", "{X}{}");
    texts.put("a letter after it", "{X}x");
    texts.put("a NUL after it", "{X}\0");
    texts.put("a comma after it", "{X},");
    texts.put("an extra comma", "{X,}");
    texts.put("a comma before all", "{,X}");
    texts.put("two commas", json("{X,,'x':1}"));
    texts.put("no colon", json("{X,'x' 1}"));
    texts.put("two colons", json("{X,'x'::1}"));
    texts.put("= for a colon", json("{X,'x'=1}"));
    texts.put("a name alone", json("{X,'x'}"));
    texts.put("a name without quotes", "{X,x:1}");
    texts.put("a name that is a number", "{X,1:1}");
    texts.put("single quotes", "{X,'x':'y'}");
    texts.put("a comment", "{X/* x */}");
    texts.put("a comment to the end of the line", "{X// x\n}");
    texts.put("a comment of a shell", "{X# x\n}");
    texts.put("a byte order mark", "\ufeff{X}");
    texts.put("a no-break space", "{X\u00a0}");
    texts.put("a form feed", "{X\f}");
    texts.put("a vertical tab", "{X\u000b}");
    texts.put("a NUL between", "{X\0}");
    texts.put("a line feed in a text", json("{X,'x':'\n'}"));
    texts.put("a NUL in a text", json("{X,'x':'\0'}"));
    texts.put("a NUL in a name", json("{X,'\0':1}"));
    texts.put("an unknown escape", json("{X,'x':'\\q'}"));
    texts.put("an escape of C", json("{X,'x':'\\x41'}"));
    texts.put("an unfinished escape", json("{X,'x':'\\u00'}"));
    texts.put("an escape with a digit of another script", json("{X,'x':'\\u004\u0661'}"));
    texts.put("half a surrogate pair", json("{X,'x':'\\ud83d'}"));
    texts.put("a reversed surrogate pair", json("{X,'x':'\\ude00\\ud83d'}"));
    texts.put("half a surrogate pair in a name", json("{X,'\\ud83d':1}"));
    texts.put("True", json("{X,'x':True}"));
    texts.put("half a word", json("{X,'x':tru}"));
    texts.put("undefined", json("{X,'x':undefined}"));
    texts.put("NaN", json("{X,'x':NaN}"));
    texts.put("a leading zero", json("{X,'x':01}"));
    texts.put("a number that ends in a dot", json("{X,'x':1.}"));
    texts.put("a name twice", json("{X,'x':1,'x':1}"));
    texts.put("a name twice, once escaped", json("{X,'x':1,'\\u0078':1}"));
    texts.put("a name twice, null first", json("{X,'x':null,'x':1}"));
    texts.put("nesting of 33", json("{X,'x':") + repeated("[", 33) + repeated("]", 33) + "}");
    texts.put("nesting of 5,000 lists", json("{X,'x':") + repeated("[", 5_000));
    texts.put("nesting of 1,000 objects", json("{X,'x':") + repeated("{\"\":", 1_000));
    texts.put("a list closed by a brace", json("{X,'x':[1}}"));
    texts.put("an object closed by a bracket", json("{X,'x':{]}"));
    texts.put("an extra comma in a list", json("{X,'x':[1,]}"));
    return texts;
  }

  /** X in Latin-1 around bytes that are no UTF-8 (RFC 8259 §8.1). */
  private static Map<String, byte[]> bytes() {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    bytes.put("a byte that is no UTF-8", latin("{X,\"x\":\"\u00ff\"}"));
    bytes.put("Latin-1", latin("{X,\"x\":\"\u00e9\"}"));
    bytes.put("a truncated sequence", latin("{X,\"x\":\"\u00c3\"}"));
    bytes.put("a quote in an overlong form", latin("{X,\"x\":\"\u00c0\u00a2\"}"));
    bytes.put("a NUL in an overlong form", latin("{X,\"x\":\"\u00c0\u0080\"}"));
    bytes.put("half a surrogate pair in bytes", latin("{X,\"x\":\"\u00ed\u00a0\u00bd\"}"));
    bytes.put("beyond the last character", latin("{X,\"x\":\"\u00f4\u0090\u0080\u0080\"}"));
    bytes.put("UTF-16", "{X}".getBytes(UTF_16LE));
    return bytes;
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String header(String text) {
    return rsParts(Signer.encode(text.replace("X", inHeader())), Signer.encode(main("")));
  }

  private static String payload(String text) {
    return rsParts(goodHeader(), Signer.encode(text.replace("X", inClaims())));
  }

  private static String headerOfBytes(String latin) {
    byte[] bytes = latin(latin.replace("X", inHeader()));
    return rsParts(Signer.encode(bytes), Signer.encode(main("")));
  }

  private static String payloadOfBytes(String latin) {
    return rsParts(goodHeader(), Signer.encode(latin(latin.replace("X", inClaims()))));
  }

  private static String goodHeader() {
    return Signer.encode(Keys.RSA.header("RS256").getBytes(UTF_8));
  }

  private static String inHeader() {
    return json("'alg':'RS256','kid':'r'");
  }

  private static String inClaims() {
    String claims = main("");
    return claims.substring(1, claims.length() - 1);
  }
}
