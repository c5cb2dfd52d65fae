package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeaderWith;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keys and addresses of keys in the header (RFC 7515 §4.1.2 to §4.1.8) are not looked at. */
final class InjectedKeys {
  private InjectedKeys() {}

  static void addTo(Corpus corpus) {
    Map<String, Supplier<String>> members = new LinkedHashMap<>();
    members.put("jwk", () -> "\"jwk\":" + Keys.STRANGER_RSA.jwk());
    members.put(
        "jwk with a private part", () -> "\"jwk\":" + Keys.STRANGER_RSA.jwk("\"d\":\"AQ\""));
    members.put("jwk, a secret", () -> json("'jwk':{'kty':'oct','k':'AAAA'}"));
    members.put("jwk null", () -> json("'jwk':null"));
    members.put("jwk a list", () -> "\"jwk\":[" + Keys.STRANGER_RSA.jwk() + "]");
    members.put("jku", () -> json("'jku':'http://127.0.0.1:1/jwks'"));
    members.put("jku with the issuer in it", () -> "\"jku\":\"" + Issuers.MAIN + "@127.0.0.1:1/\"");
    members.put("jku to a file", () -> json("'jku':'file:///etc/passwd'"));
    members.put("jku to cloud metadata", () -> json("'jku':'http://169.254.169.254/'"));
    members.put("x5u", () -> json("'x5u':'http://127.0.0.1:1/cert'"));
    members.put("x5c", () -> "\"x5c\":[\"" + certificate() + "\"]");
    members.put("an invalid x5c", () -> json("'x5c':['AAAA']"));
    members.put("x5t", () -> json("'x5t':'AAAA','x5t#S256':'AAAA'"));
    members.put(
        "all of them",
        () ->
            json("'jku':'http://127.0.0.1:1/','x5u':'http://127.0.0.1:1/','jwk':")
                + Keys.STRANGER_RSA.jwk());
    members.forEach((what, member) -> beside(corpus, what, member));
    corpus.refuses(
        SIGNATURE,
        "jwk of another kind, signed with it",
        () ->
            Keys.STRANGER_P256.sign(
                "ES256",
                json("{'alg':'ES256','kid':'e256','jwk':") + Keys.STRANGER_P256.jwk() + "}",
                main("")));
    corpus.refuses(
        SIGNATURE,
        "jwk of Ed25519, signed with it",
        () ->
            Keys.strangerEd()
                .sign(
                    "EdDSA",
                    json("{'alg':'EdDSA','kid':'ed','jwk':") + Keys.strangerEd().jwk() + "}",
                    main("")));
    corpus.refuses(
        SIGNATURE,
        2,
        "jwk and no kid, signed with it",
        () ->
            Keys.STRANGER_RSA.sign(
                "RS256", json("{'alg':'RS256','jwk':") + Keys.STRANGER_RSA.jwk() + "}", main("")));
    corpus.refuses(
        SIGNATURE,
        "jwk in the claims, signed with it",
        () ->
            Keys.STRANGER_RSA.token(
                "RS256", main(json(",'cnf':{'jwk':") + Keys.STRANGER_RSA.jwk() + "}")));
  }

  /** Signed by the stranger it is refused; signed by the issuer it is as good as without. */
  private static void beside(Corpus corpus, String what, Supplier<String> member) {
    corpus.refuses(
        SIGNATURE,
        what + ", signed with it",
        () ->
            Keys.STRANGER_RSA.sign(
                "RS256", json("{'alg':'RS256','kid':'r',") + member.get() + "}", main("")));
    corpus.accepts(what + ", beside a good signature", () -> rsHeaderWith("," + member.get()));
  }

  /** Not one, but where a naive reader looks for a public key it finds the stranger's. */
  private static String certificate() {
    String pem = Keys.STRANGER_RSA.pem();
    return pem.substring(pem.indexOf('\n'), pem.lastIndexOf("\n--")).replaceAll("\\s", "");
  }
}
