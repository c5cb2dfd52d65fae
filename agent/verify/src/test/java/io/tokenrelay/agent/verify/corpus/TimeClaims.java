package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.CLAIMS;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.EXPIRED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.NOT_YET_VALID;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rs;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code exp}, {@code nbf} and {@code iat} (RFC 7519 §4.1): numbers that nothing overflows. */
final class TimeClaims {
  private static final AtomicInteger NEXT_ID = new AtomicInteger();
  private static final String NOW = Long.toString(seconds(0));

  private TimeClaims() {}

  static void addTo(Corpus corpus) {
    values(corpus);
    skew(corpus);
    corpus.refuses(CLAIMS, "no exp", () -> rs(json("{'iss':'" + Issuers.MAIN + "'}")));
    corpus.refuses(
        EXPIRED,
        "expired and forged: the time is cheaper to look at",
        () -> Keys.STRANGER_RSA.token("RS256", expiring("1")));
    corpus.refuses(
        EXPIRED,
        "expired and not yet valid",
        () -> rs(json("{'iss':'" + Issuers.MAIN + "','exp':1,'nbf':" + seconds(900) + "}")));
    corpus.refuses(
        CLAIMS,
        "exp under an escaped name, and of the wrong type",
        () -> rs(json("{'iss':'" + Issuers.MAIN + "','\\u0065xp':'x'}")));
  }

  /** One odd value in each of the three. */
  private static void values(Corpus corpus) {
    //                value                     exp            nbf            iat
    values(corpus, "null", CLAIMS, null, null);
    values(corpus, "\"" + NOW + "\"", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "\"\"", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "true", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "false", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "[" + NOW + "]", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "[]", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "{}", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "1e999", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "-1e999", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "1e306", CLAIMS, CLAIMS, CLAIMS);
    values(corpus, "NaN", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "Infinity", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "0x7fffffff", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "0" + NOW, MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "+" + NOW, MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "1_790_000_000", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "1.", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, ".5", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "1e", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "--1", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "\u0661\u0662\u0663", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "", MALFORMED, MALFORMED, MALFORMED);
    values(corpus, "1e30", null, NOT_YET_VALID, null);
    values(corpus, "9223372036854775807", null, NOT_YET_VALID, null);
    values(corpus, "92233720368547758070", null, NOT_YET_VALID, null);
    values(corpus, "9223372036854776", null, NOT_YET_VALID, null);
    values(corpus, "-9223372036854775808", EXPIRED, null, null);
    values(corpus, "-1e30", EXPIRED, null, null);
    values(corpus, "4294967296", null, NOT_YET_VALID, null);
    values(corpus, "2147483648", null, NOT_YET_VALID, null);
    values(corpus, "0", EXPIRED, null, null);
    values(corpus, "-0", EXPIRED, null, null);
    values(corpus, "-1", EXPIRED, null, null);
    values(corpus, "1e-400", EXPIRED, null, null);
    values(corpus, NOW + ".5", null, null, null);
    values(corpus, NOW + "e0", null, null, null);
    values(corpus, NOW + "000", null, NOT_YET_VALID, null);
    values(corpus, repeated("9", 300), null, NOT_YET_VALID, null);
    values(corpus, "0." + repeated("9", 5_000), EXPIRED, null, null);
    values(corpus, NOW + ",\"NAME\":" + NOW, MALFORMED, MALFORMED, MALFORMED);
  }

  private static void values(
      Corpus corpus,
      String value,
      @Nullable Reason exp,
      @Nullable Reason nbf,
      @Nullable Reason iat) {
    corpus.judges(exp, "exp " + shown(value), () -> rs(expiring(value.replace("NAME", "exp"))));
    corpus.judges(nbf, "nbf " + shown(value), () -> rs(main(with("nbf", value))));
    corpus.judges(iat, "iat " + shown(value), () -> rs(main(with("iat", value))));
  }

  private static String with(String name, String value) {
    return ",\"" + name + "\":" + value.replace("NAME", name);
  }

  private static String expiring(String exp) {
    int id = NEXT_ID.incrementAndGet();
    return json("{'iss':'" + Issuers.MAIN + "','jti':'t" + id + "','exp':") + exp + "}";
  }

  private static String shown(String value) {
    if (value.isEmpty()) {
      return "empty";
    }
    if (value.contains("NAME")) {
      return "twice";
    }
    return value.length() <= 40
        ? value
        : value.substring(0, 5) + "... of " + value.length() + " digits";
  }

  private static void skew(Corpus corpus) {
    corpus.accepts("expired 59 s ago, within the skew", () -> rs(expiring("" + seconds(-59))));
    corpus.refuses(EXPIRED, "expired 60 s ago, at the skew", () -> rs(expiring("" + seconds(-60))));
    corpus.refuses(EXPIRED, "expired an hour ago", () -> rs(expiring("" + seconds(-3_600))));
    corpus.accepts("nbf in 60 s, at the skew", () -> rs(main(with("nbf", "" + seconds(60)))));
    corpus.refuses(
        NOT_YET_VALID,
        "nbf in 61 s, beyond the skew",
        () -> rs(main(with("nbf", "" + seconds(61)))));
    corpus.refuses(
        NOT_YET_VALID, "nbf just beyond the skew", () -> rs(main(with("nbf", seconds(60) + ".5"))));
    corpus.accepts("iat in an hour", () -> rs(main(with("iat", "" + seconds(3_600)))));
  }
}
