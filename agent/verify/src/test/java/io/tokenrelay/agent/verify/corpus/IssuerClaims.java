package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.UNKNOWN_ISSUER;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static io.tokenrelay.agent.verify.corpus.Tokens.claims;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code iss} is one of the configured, letter for letter. */
final class IssuerClaims {
  private IssuerClaims() {}

  static void addTo(Corpus corpus) {
    Map<String, String> others = new LinkedHashMap<>();
    others.put("of a stranger", "https://evil.example");
    others.put("empty", "");
    others.put("with a slash more", Issuers.MAIN + "/");
    others.put("with a path more", Issuers.MAIN + "/realms/x");
    others.put("in another case", "https://MAIN.example");
    others.put("with its scheme in another case", "HTTPS://main.example");
    others.put("with its port", Issuers.MAIN + ":443");
    others.put("with a fragment", Issuers.MAIN + "#");
    others.put("with a query", Issuers.MAIN + "?");
    others.put("with a user", "https://main.example@evil.example");
    others.put("with a dot at the end", Issuers.MAIN + ".");
    others.put("that begins alike", Issuers.MAIN + ".evil.example");
    others.put("that ends alike", "https://evil.example/https://main.example");
    others.put("by http", "http://main.example");
    others.put("without a scheme", "main.example");
    others.put("with a space before it", " " + Issuers.MAIN);
    others.put("with a space after it", Issuers.MAIN + " ");
    others.put("with a line end after it", Issuers.MAIN + "\\n");
    others.put("with a NUL after it", Issuers.MAIN + "\\u0000");
    others.put("with a letter that looks alike", "https://m\u0430in.example");
    others.put("with a mark that joins a letter", "https://mai\u0301n.example");
    others.put("percent-encoded", "https://%6dain.example");
    others.put("with a backslash", "https:\\\\\\\\main.example");
    others.put("two in one", Issuers.MAIN + " " + Issuers.STRICT);
    others.put("a cloud metadata address", "http://169.254.169.254");
    others.put("a file", "file:///etc/passwd");
    others.forEach(
        (what, issuer) ->
            corpus.refuses(UNKNOWN_ISSUER, "iss " + what, () -> rs(claims(issuer, ""))));
    String exp = ",'exp':" + seconds(300) + "}";
    corpus.refuses(UNKNOWN_ISSUER, "iss null", () -> rs(json("{'iss':null" + exp)));
    corpus.refuses(UNKNOWN_ISSUER, "no iss", () -> rs(json("{'a':1" + exp)));
    corpus.refuses(UNKNOWN_ISSUER, "Iss for iss", () -> rs(main("").replace("iss", "Iss")));
    corpus.refuses(UNKNOWN_ISSUER, "no claims", () -> rs("{}"));
    String issuer = "'" + Issuers.MAIN + "'";
    String[] values = {"1", "true", "{}", "[]", "[" + issuer + "]", "{'uri':" + issuer + "}"};
    for (String value : values) {
      corpus.refuses(MALFORMED, "iss " + value, () -> rs(json("{'iss':" + value + exp)));
    }
    corpus.refuses(MALFORMED, "iss twice, the same", () -> rs(main(json(",'iss':" + issuer))));
    corpus.refuses(
        MALFORMED, "iss twice, a stranger's second", () -> rs(main(json(",'iss':'https://evil'"))));
    corpus.refuses(
        MALFORMED, "iss twice, once escaped", () -> rs(main(json(",'\\u0069ss':" + issuer))));
    corpus.refuses(
        UNKNOWN_ISSUER,
        "iss in the header alone",
        () ->
            Keys.RSA.sign(
                "RS256", json("{'alg':'RS256','kid':'r','iss':" + issuer + "}"), "{\"exp\":1}"));
  }
}
