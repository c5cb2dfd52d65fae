package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.part;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsParts;
import static io.tokenrelay.agent.verify.corpus.Tokens.withPart;

import io.tokenrelay.agent.verify.Signer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Three parts, none of them empty (RFC 7515 §7.1), and no other serialisation. */
final class PartsOfTokens {
  private PartsOfTokens() {}

  static void addTo(Corpus corpus) {
    corpus.accepts("three parts", () -> rs(main("")));
    for (int dots = 0; dots < 6; dots++) {
      String text = repeated(".", dots);
      malformed(corpus, dots + " dots and nothing else", () -> text);
    }
    malformed(corpus, "300 dots", () -> repeated(".", 300));
    changed(corpus, "one part", good -> part(good, 0));
    changed(corpus, "two parts", good -> part(good, 0) + "." + part(good, 1));
    changed(corpus, "no signature", good -> withPart(good, 2, ""));
    changed(corpus, "no payload: detached (RFC 7515 appendix F)", good -> withPart(good, 1, ""));
    changed(corpus, "no header", good -> withPart(good, 0, ""));
    changed(corpus, "a dot before", good -> "." + good);
    changed(corpus, "a dot after", good -> good + ".");
    changed(corpus, "a dot twice", good -> good.replaceFirst("\\.", ".."));
    changed(corpus, "a fourth part", good -> good + ".AAAA");
    changed(corpus, "five parts", good -> good + ".AAAA.AAAA");
    changed(corpus, "itself twice", good -> good + "." + good);
    changed(corpus, "header and payload exchanged", PartsOfTokens::exchanged);
    malformed(corpus, "encrypted: a JWE (RFC 7516 §7.1)", PartsOfTokens::encrypted);
    changed(corpus, "JSON serialisation, flattened", PartsOfTokens::flattened);
    changed(corpus, "JSON serialisation, general", PartsOfTokens::general);
    changed(corpus, "JSON serialisation with the claims in clear", PartsOfTokens::clear);
    malformed(corpus, "a token in a token", () -> rs(rs(main(""))));
    malformed(
        corpus,
        "a token in a token, with cty JWT (RFC 7519 §5.2)",
        () -> Keys.RSA.sign("RS256", json("{'alg':'RS256','kid':'r','cty':'JWT'}"), rs(main(""))));
    malformed(
        corpus, "an SD-JWT with disclosures", () -> rs(main("")) + "~WyJzIiwibmFtZSIsInZhbHVlIl0~");
    malformed(
        corpus,
        "a payload not encoded (RFC 7797)",
        () -> rsParts(Signer.encode(json("{'alg':'RS256','kid':'r','b64':false}")), main("")));
  }

  private static void malformed(Corpus corpus, String what, Supplier<String> token) {
    corpus.refuses(MALFORMED, what, token);
  }

  private static void changed(Corpus corpus, String what, UnaryOperator<String> change) {
    corpus.refuses(MALFORMED, what, () -> change.apply(rs(main(""))));
  }

  private static String exchanged(String good) {
    return part(good, 1) + "." + part(good, 0) + "." + part(good, 2);
  }

  private static String encrypted() {
    String header = Signer.encode(json("{'alg':'RSA-OAEP','enc':'A256GCM','kid':'enc'}"));
    return header
        + "."
        + Signer.encode(new byte[256])
        + "."
        + Signer.encode(new byte[12])
        + "."
        + Signer.encode(new byte[80])
        + "."
        + Signer.encode(new byte[16]);
  }

  private static String flattened(String good) {
    return json("{'payload':'")
        + part(good, 1)
        + json("','protected':'")
        + part(good, 0)
        + json("','signature':'")
        + part(good, 2)
        + json("'}");
  }

  private static String general(String good) {
    return json("{'payload':'")
        + part(good, 1)
        + json("','signatures':[{'protected':'")
        + part(good, 0)
        + json("','signature':'")
        + part(good, 2)
        + json("'}]}");
  }

  private static String clear(String good) {
    return flattened(good).replace(part(good, 1), main("").replace("\"", "\\\""));
  }
}
