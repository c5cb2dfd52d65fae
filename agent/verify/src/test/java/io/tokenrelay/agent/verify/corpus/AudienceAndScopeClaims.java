package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.AUDIENCE;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.CLAIMS;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.CLAIM_MISSING;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.SCOPE;
import static io.tokenrelay.agent.verify.corpus.Tokens.claims;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/** Whom a token is for, and what it grants. A right that is missing is said of authentic tokens. */
final class AudienceAndScopeClaims {
  private AudienceAndScopeClaims() {}

  static void addTo(Corpus corpus) {
    audiences(corpus);
    rights(corpus);
    confirmations(corpus);
  }

  private static void confirmations(Corpus corpus) {
    confirmation(corpus, null, "null, which is none", "null");
    confirmation(corpus, CLAIMS, "a text", "'x'");
    confirmation(corpus, CLAIMS, "an empty text", "''");
    confirmation(corpus, CLAIMS, "a number", "1");
    confirmation(corpus, CLAIMS, "false", "false");
    confirmation(corpus, CLAIMS, "a list", "[{'jkt':'x'}]");
    confirmation(corpus, CLAIMS, "an object that names a method twice", "{'jkt':'x','jkt':'y'}");
  }

  private static void confirmation(
      Corpus corpus, @Nullable Reason reason, String name, String value) {
    corpus.judges(reason, "cnf " + name, () -> rs(main(json(",'cnf':" + value))));
  }

  private static void audiences(Corpus corpus) {
    corpus.accepts("any aud where none is asked for", () -> rs(main(json(",'aud':'anyone'"))));
    corpus.refuses(
        CLAIMS, "aud a number where none is asked for", () -> rs(main(json(",'aud':1"))));
    audience(corpus, null, "the one", "'orders'");
    audience(corpus, null, "in a list", "['x','orders']");
    audience(corpus, null, "escaped", "'\\u006frders'");
    audience(corpus, null, "twice in a list", "['orders','orders']");
    audience(corpus, AUDIENCE, "null", "null");
    audience(corpus, AUDIENCE, "an empty text", "''");
    audience(corpus, AUDIENCE, "an empty list", "[]");
    audience(corpus, AUDIENCE, "another", "'billing'");
    audience(corpus, AUDIENCE, "in another case", "'Orders'");
    audience(corpus, AUDIENCE, "that begins alike", "'orders2'");
    audience(corpus, AUDIENCE, "that ends alike", "'preorders'");
    audience(corpus, AUDIENCE, "two in one text", "'x orders'");
    audience(corpus, AUDIENCE, "two in one text, with a comma", "'orders,stock'");
    audience(corpus, AUDIENCE, "with a space", "'orders '");
    audience(corpus, AUDIENCE, "a wildcard", "'*'");
    audience(corpus, AUDIENCE, "a list with a wildcard", "['*']");
    audience(corpus, CLAIMS, "a number", "1");
    audience(corpus, CLAIMS, "true", "true");
    audience(corpus, CLAIMS, "an object", "{'orders':1}");
    audience(corpus, CLAIMS, "a list in a list", "[['orders']]");
    audience(corpus, CLAIMS, "a list with a number", "['orders',1]");
    audience(corpus, CLAIMS, "a list with null", "['orders',null]");
    audience(corpus, MALFORMED, "twice", "'x','aud':'orders'");
    corpus.refuses(AUDIENCE, "no aud", () -> rs(claims(Issuers.WITH_AUDIENCE, "")));
    corpus.refuses(
        AUDIENCE,
        "azp in its place",
        () -> rs(claims(Issuers.WITH_AUDIENCE, json(",'azp':'orders'"))));
    corpus.refuses(
        AUDIENCE,
        "of another, and forged: the audience is cheaper to look at",
        () -> Keys.STRANGER_RSA.token("RS256", claims(Issuers.WITH_AUDIENCE, "")));
  }

  private static void audience(Corpus corpus, @Nullable Reason reason, String what, String value) {
    corpus.judges(
        reason, "aud " + what, () -> rs(claims(Issuers.WITH_AUDIENCE, json(",'aud':" + value))));
  }

  /** The issuer asks for the scopes read and list, and for a claim tenant. */
  private static void rights(Corpus corpus) {
    right(corpus, null, "scope and claim", "'tenant':1,'scope':'a read b list'");
    right(corpus, null, "scp as a list", "'tenant':{},'scp':['list','read']");
    right(corpus, null, "scp as a text", "'tenant':false,'scp':'list read'");
    right(corpus, null, "scope null, scp there", "'tenant':'','scope':null,'scp':'list read'");
    right(corpus, SCOPE, "no scope", "'tenant':1");
    right(corpus, SCOPE, "one of two", "'tenant':1,'scope':'read'");
    right(corpus, SCOPE, "an empty scope", "'tenant':1,'scope':''");
    right(corpus, SCOPE, "a scope that begins alike", "'tenant':1,'scope':'reader list'");
    right(corpus, SCOPE, "a scope in another case", "'tenant':1,'scope':'READ list'");
    right(corpus, SCOPE, "scopes with a comma", "'tenant':1,'scope':'read,list'");
    right(corpus, SCOPE, "scopes with a tab", "'tenant':1,'scope':'read\\tlist'");
    right(corpus, SCOPE, "a scope *", "'tenant':1,'scope':'*'");
    right(corpus, SCOPE, "a scope that is a number", "'tenant':1,'scope':1");
    right(corpus, SCOPE, "a scope that is an object", "'tenant':1,'scope':{'read':1,'list':1}");
    right(corpus, SCOPE, "a list with a number", "'tenant':1,'scope':['read','list',1]");
    right(corpus, SCOPE, "scope narrower than scp", "'tenant':1,'scope':'x','scp':'read list'");
    right(corpus, SCOPE, "roles in its place", "'tenant':1,'roles':['read','list']");
    right(corpus, MALFORMED, "scope twice", "'tenant':1,'scope':'x','scope':'read list'");
    right(corpus, CLAIM_MISSING, "no claim", "'scope':'read list'");
    right(corpus, CLAIM_MISSING, "claim null", "'tenant':null,'scope':'read list'");
    right(corpus, CLAIM_MISSING, "claim in another case", "'Tenant':1,'scope':'read list'");
    right(corpus, CLAIM_MISSING, "claim in an object", "'ext':{'tenant':1},'scope':'read list'");
    right(corpus, CLAIM_MISSING, "neither", "'x':1");
  }

  private static void right(Corpus corpus, @Nullable Reason reason, String what, String more) {
    corpus.judges(
        reason, "rights: " + what, () -> rs(claims(Issuers.WITH_SCOPE, json("," + more))));
  }
}
