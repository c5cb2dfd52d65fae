package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeader;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeaderWith;

/** Strictness must not cost a good token. */
final class GoodTokens {
  private GoodTokens() {}

  static void addTo(Corpus corpus) {
    for (String algorithm : Keys.ALGORITHMS) {
      corpus.accepts(algorithm, () -> Keys.of(algorithm).token(algorithm, main("")));
    }
    withoutKeyId(corpus);
    claims(corpus);
    headers(corpus);
    otherKeySources(corpus);
  }

  private static void withoutKeyId(Corpus corpus) {
    corpus.accepts(
        "no kid: tried with each compatible key", () -> rsHeader(json("{'alg':'RS256'}")));
    corpus.accepts("kid null is no kid", () -> rsHeader(json("{'alg':'RS256','kid':null}")));
    corpus.accepts(
        "no kid, the first of ten compatible keys", () -> crowded(0, json("{'alg':'ES256'}")));
    corpus.accepts(
        "the tenth of ten keys, with its kid",
        () -> crowded(9, json("{'alg':'ES256','kid':'c9'}")));
  }

  private static String crowded(int key, String header) {
    return Keys.CROWD.get(key).sign("ES256", header, Tokens.claims(Issuers.CROWDED, ""));
  }

  private static void claims(Corpus corpus) {
    corpus.accepts(
        "claims nobody asks for", () -> rs(main(json(",'a':{'b':[1,{'c':null}]},'d':[]"))));
    corpus.accepts("300 claims", () -> rs(main(many(300))));
    corpus.accepts(
        "white space in the JSON",
        () -> rs(" {\n\t\"iss\" : \"" + Issuers.MAIN + "\" ,\r\n\"exp\":" + seconds(9) + " } "));
    corpus.accepts(
        "an escaped claim name",
        () -> rs("{\"i\\u0073s\":\"" + Issuers.MAIN + "\",\"exp\":" + seconds(8) + "}"));
    corpus.accepts(
        "an escaped issuer",
        () -> rs(main("").replace("https://", "https:\\/\\/").replace("main", "m\\u0061in")));
    corpus.accepts("sub of any script", () -> rs(main(json(",'sub':'Zo\u00eb \ud83d\ude00'"))));
    corpus.accepts("sub with an escaped pair", () -> rs(main(json(",'sub':'\\ud83d\\ude00'"))));
    corpus.accepts("sub with the replacement character", () -> rs(main(json(",'sub':'\ufffd'"))));
    corpus.accepts("sub with an escaped NUL", () -> rs(main(json(",'sub':'a\\u0000b'"))));
    corpus.accepts("sub a number: no subject then", () -> rs(main(json(",'sub':7"))));
    corpus.accepts(
        "sub of 5,000 characters", () -> rs(main(",\"sub\":\"" + repeated("x", 5_000) + '"')));
    corpus.accepts("an empty claim name", () -> rs(main(json(",'':''"))));
    corpus.accepts(
        "the same name twice in a nested object", () -> rs(main(json(",'a':{'b':1,'b':2}"))));
    corpus.accepts(
        "nesting of 31", () -> rs(main(",\"x\":" + repeated("[", 31) + repeated("]", 31))));
    corpus.accepts(
        "bound to a key: relayed never, but valid", () -> rs(main(json(",'cnf':{'jkt':'x'}"))));
  }

  private static String many(int count) {
    StringBuilder claims = new StringBuilder();
    for (int i = 0; i < count; i++) {
      claims.append(",\"c").append(i).append("\":").append(i);
    }
    return claims.toString();
  }

  private static void headers(Corpus corpus) {
    corpus.accepts("no typ", () -> rsHeaderWith(""));
    corpus.accepts("unknown members", () -> rsHeaderWith(json(",'a':[{}],'b':null")));
    corpus.accepts("cty, which says nothing here", () -> rsHeaderWith(json(",'cty':'json'")));
    corpus.accepts(
        "iss, sub and aud repeated in the header", () -> rsHeaderWith(json(",'iss':'x','aud':1")));
    corpus.accepts("typ null is no typ", () -> rsHeaderWith(json(",'typ':null")));
    corpus.accepts(
        "alg after everything else", () -> rsHeader(json("{'kid':'r','typ':'JWT','alg':'RS256'}")));
    corpus.accepts("alg escaped", () -> rsHeader(json("{'alg':'\\u0052S256','kid':'r'}")));
  }

  private static void otherKeySources(Corpus corpus) {
    String pem = Issuers.WITH_PEM;
    corpus.accepts(
        "a PEM key, whatever the kid", () -> Keys.PEM.token("RS256", Tokens.claims(pem, "")));
    corpus.accepts(
        "a PEM key, no kid",
        () -> Keys.PEM.sign("PS512", json("{'alg':'PS512'}"), Tokens.claims(pem, "")));
    corpus.accepts("a secret", () -> withSecret(json("{'alg':'HS256'}")));
    corpus.accepts(
        "a secret, whatever the kid", () -> withSecret(json("{'alg':'HS256','kid':'x'}")));
    corpus.accepts("a key that is only for PS256", () -> Keys.FOR_PS256.token("PS256", main("")));
    corpus.accepts("a key with exponent 3", () -> Keys.CUBE.token("RS256", main("")));
    corpus.accepts(
        "ES256 where only ES256 is allowed",
        () -> Keys.P256.token("ES256", Tokens.claims(Issuers.ES_ONLY, "")));
  }

  private static String withSecret(String header) {
    String claims = Tokens.claims(Issuers.WITH_SECRET, "");
    return Tokens.hmac("HS256", header, claims, Keys.SECRET);
  }
}
