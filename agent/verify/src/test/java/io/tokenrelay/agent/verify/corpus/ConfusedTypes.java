package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.TYPE;
import static io.tokenrelay.agent.verify.corpus.Tokens.claims;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/** The same key signs proofs, logouts and status lists: {@code typ} tells them apart. */
final class ConfusedTypes {
  private static final String[] NEVER = {
    "dpop+jwt", "logout+jwt", "secevent+jwt", "wit+jwt", "wpt+jwt", "statuslist+jwt", "txntoken+jwt"
  };

  private ConfusedTypes() {}

  static void addTo(Corpus corpus) {
    usual(corpus);
    strict(corpus);
    listed(corpus);
  }

  private static void usual(Corpus corpus) {
    for (String good : new String[] {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"}) {
      judges(corpus, null, "typ " + good, Issuers.MAIN, good, "");
    }
    for (String kind : new String[] {"ID", "id", "Refresh", "Offline", "Logout"}) {
      judges(corpus, TYPE, "claim typ " + kind, Issuers.MAIN, "JWT", ",'typ':'" + kind + "'");
    }
    judges(corpus, null, "claim typ Bearer", Issuers.MAIN, "JWT", ",'typ':'Bearer'");
    judges(corpus, null, "claim typ a number", Issuers.MAIN, "JWT", ",'typ':1");
    judges(corpus, null, "what Dex's access tokens have", Issuers.MAIN, "JWT", ",'at_hash':'x'");
    judges(corpus, null, "Cognito's ID token", Issuers.MAIN, "JWT", ",'token_use':'id'");
    for (String never : NEVER) {
      judges(corpus, TYPE, "typ " + never, Issuers.MAIN, never, "");
      judges(corpus, TYPE, "typ application/" + never, Issuers.MAIN, "application/" + never, "");
    }
    String[] others = {
      "DPoP+JWT",
      "JOSE",
      "JOSE+JSON",
      "JWE",
      "x",
      "",
      " ",
      " JWT",
      "JWT ",
      "application/",
      "application/application/jwt",
      "text/jwt",
      "at+jwt;v=1",
      "id_token",
      "kb+jwt",
      "vc+sd-jwt",
      "oauth-authz-req+jwt",
      "token-introspection+jwt"
    };
    for (String other : others) {
      judges(corpus, TYPE, "typ \"" + other + '"', Issuers.MAIN, other, "");
    }
  }

  private static void strict(Corpus corpus) {
    strict(corpus, null, "at+jwt", "at+jwt", "");
    strict(corpus, null, "application/at+jwt", "application/at+jwt", "");
    strict(corpus, TYPE, "JWT", "JWT", "");
    corpus.refuses(
        TYPE,
        "only at+jwt: no typ",
        () ->
            Keys.RSA.sign("RS256", json("{'alg':'RS256','kid':'r'}"), claims(Issuers.STRICT, "")));
    for (String never : NEVER) {
      strict(corpus, TYPE, never, never, "");
    }
    strict(corpus, TYPE, "an ID token by its claim typ", "at+jwt", ",'typ':'ID'");
    strict(corpus, TYPE, "an ID token by its nonce", "at+jwt", ",'nonce':'n'");
    strict(corpus, TYPE, "an ID token by its at_hash", "at+jwt", ",'at_hash':'x'");
    strict(corpus, TYPE, "an ID token by its c_hash", "at+jwt", ",'c_hash':'x'");
    strict(corpus, TYPE, "an ID token by its token_use", "at+jwt", ",'token_use':'id'");
    strict(corpus, null, "token_use access", "at+jwt", ",'token_use':'access'");
    strict(corpus, TYPE, "a security event", "at+jwt", ",'events':{}");
    strict(corpus, null, "nonce with scope", "at+jwt", ",'nonce':'n','scope':'a'");
    strict(corpus, null, "nonce with scp", "at+jwt", ",'nonce':'n','scp':['a']");
    strict(corpus, null, "claim typ Bearer", "at+jwt", ",'typ':'Bearer'");
  }

  private static void strict(
      Corpus corpus, @Nullable Reason reason, String what, String typ, String more) {
    judges(corpus, reason, "only at+jwt: " + what, Issuers.STRICT, typ, more);
  }

  private static void listed(Corpus corpus) {
    judges(corpus, null, "listed types: a listed one", Issuers.LISTED, "own+jwt", "");
    judges(corpus, null, "listed types: in another case", Issuers.LISTED, "OWN+JWT", "");
    judges(corpus, TYPE, "listed types: another", Issuers.LISTED, "JWT", "");
    judges(corpus, TYPE, "listed types: listed, but never trusted", Issuers.LISTED, "dpop+jwt", "");
  }

  private static void judges(
      Corpus corpus, @Nullable Reason reason, String what, String issuer, String typ, String more) {
    String header = json("{'alg':'RS256','kid':'r','typ':'" + typ + "'}");
    corpus.judges(reason, what, () -> Keys.RSA.sign("RS256", header, claims(issuer, json(more))));
  }
}
