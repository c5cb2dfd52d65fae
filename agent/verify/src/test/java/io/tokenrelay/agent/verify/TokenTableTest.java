package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.Verdict.Reason.ALGORITHM;
import static io.tokenrelay.agent.relay.Verdict.Reason.AUDIENCE;
import static io.tokenrelay.agent.relay.Verdict.Reason.CLAIMS;
import static io.tokenrelay.agent.relay.Verdict.Reason.CLAIM_MISSING;
import static io.tokenrelay.agent.relay.Verdict.Reason.EXPIRED;
import static io.tokenrelay.agent.relay.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.Verdict.Reason.NOT_YET_VALID;
import static io.tokenrelay.agent.relay.Verdict.Reason.SCOPE;
import static io.tokenrelay.agent.relay.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.relay.Verdict.Reason.TOO_LARGE;
import static io.tokenrelay.agent.relay.Verdict.Reason.TYPE;
import static io.tokenrelay.agent.relay.Verdict.Reason.UNKNOWN_ISSUER;
import static io.tokenrelay.agent.relay.Verdict.Reason.UNKNOWN_KEY;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Verdict;
import io.tokenrelay.agent.relay.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is believed and what is not, as a table: what is done to the token, then the reason for
 * which it is refused, or null when it is accepted.
 */
class TokenTableTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer RSA_FOR_PS256 = Signer.rsa("ps");
  private static final Signer RSA_FOR_ENCRYPTION = Signer.rsa("enc");
  private static final Signer RSA_WEAK = Signer.rsa("weak", 1024);
  private static final Signer EC = Signer.ec("e", "secp256r1");
  private static final Signer EC384 = Signer.ec("e3", "secp384r1");
  private static final Signer ED = Signer.ed25519("ed");
  private static final Signer STRANGER = Signer.rsa("r");
  private static final Signer STRANGER_EC = Signer.ec("e", "secp256r1");
  private static final Signer STRANGER_ED = Signer.ed25519("ed");
  private static final Signer PEM = Signer.rsa("not-in-the-file");
  private static final byte[] SECRET = new byte[32];

  private static final String MAIN = "https://main.example";
  private static final String STRICT = "https://strict.example";
  private static final String LISTED = "https://listed.example";
  private static final String WITH_AUDIENCE = "https://audience.example";
  private static final String WITH_SCOPE = "https://scope.example";
  private static final String WITH_SECRET = "https://secret.example";
  private static final String WITH_PEM = "https://pem.example";
  private static final String ES_ONLY = "https://es.example";

  @TempDir static Path directory;
  private static CachingTokenVerifier verifier;

  private static final List<Object[]> ROWS = new ArrayList<>();

  private static void row(String what, @Nullable Reason expected, String token) {
    ROWS.add(new Object[] {what, expected, token});
  }

  private static String claims(String issuer, String more) {
    return "{\"iss\":\"" + issuer + "\",\"exp\":" + seconds(300) + more + "}";
  }

  private static String main(String more) {
    return claims(MAIN, more);
  }

  private static String rs(String payload) {
    return RSA.token("RS256", payload);
  }

  private static String rsHeader(String header) {
    return RSA.sign("RS256", header, main(""));
  }

  private static String rsHeaderWith(String more) {
    return rsHeader("{\"alg\":\"RS256\",\"kid\":\"r\"" + more + "}");
  }

  private static String typ(Signer signer, String issuer, String typ, String more) {
    return signer.sign(
        "RS256", "{\"alg\":\"RS256\",\"kid\":\"r\",\"typ\":\"" + typ + "\"}", claims(issuer, more));
  }

  private static String expiring(String exp) {
    return rs("{\"iss\":\"" + MAIN + "\",\"exp\":" + exp + "}");
  }

  private static String hmac(String algorithm, String header, String payload, byte[] secret) {
    try {
      String name = "Hmac" + algorithm.replace("HS", "SHA");
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      String input = Signer.encode(header) + "." + Signer.encode(payload);
      return input + "." + Signer.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withSignature(String token, String signature) {
    return token.substring(0, token.lastIndexOf('.') + 1) + signature;
  }

  private static String part(String token, int index) {
    return token.split("\\.")[index];
  }

  private static String repeated(String text, int times) {
    return String.join("", Collections.nCopies(times, text));
  }

  static {
    for (int i = 0; i < SECRET.length; i++) {
      SECRET[i] = (byte) ('a' + (System.nanoTime() + i * 7) % 26);
    }
    accepted();
    forged();
    confused();
    injected();
    respelled();
    structure();
    header();
    types();
    times();
    issuers();
    audiences();
    scopes();
    keys();
    secretsAndPem();
  }

  private static void accepted() {
    row("RS256", null, rs(main("")));
    row("RS512", null, RSA.token("RS512", main("")));
    row("PS256", null, RSA.token("PS256", main("")));
    row("ES256", null, EC.token("ES256", main("")));
    row("EdDSA", null, ED.token("EdDSA", main("")));
    row("EdDSA by its new name", null, ED.token("Ed25519", main("")));
    row("no typ", null, rsHeaderWith(""));
    row("no kid, one of the compatible keys", null, rsHeader("{\"alg\":\"RS256\"}"));
    row("kid null is no kid", null, rsHeader("{\"alg\":\"RS256\",\"kid\":null}"));
    row("claims nobody asks for", null, rs(main(",\"a\":{\"b\":[1,{\"c\":null}]},\"d\":[]")));
    row(
        "white space in the JSON",
        null,
        rs(" {\n\t\"iss\" : \"" + MAIN + "\" ,\r\n\"exp\":" + seconds(9) + " } "));
    row(
        "escaped member name",
        null,
        rs("{\"i\\u0073s\":\"" + MAIN + "\",\"exp\":" + seconds(9) + "}"));
    row("sub of any script", null, rs(main(",\"sub\":\"Zo\u00eb \ud83d\ude00\"")));
  }

  private static void forged() {
    String good = rs(main(""));
    String other = rs(main(",\"sub\":\"eve\""));
    row("signed by a stranger under a known kid", SIGNATURE, STRANGER.token("RS256", main("")));
    row("EC stranger", SIGNATURE, STRANGER_EC.token("ES256", main("")));
    row("Ed25519 stranger", SIGNATURE, STRANGER_ED.token("EdDSA", main("")));
    row("PS256 stranger", SIGNATURE, STRANGER.token("PS256", main("")));
    row("signature of another token", SIGNATURE, withSignature(good, part(other, 2)));
    row(
        "payload of another token",
        SIGNATURE,
        part(good, 0) + "." + part(other, 1) + "." + part(good, 2));
    row(
        "header of another token",
        SIGNATURE,
        Signer.encode("{\"alg\":\"RS256\",\"kid\":\"r\",\"x\":1}")
            + "."
            + part(good, 1)
            + "."
            + part(good, 2));
    row("RSA signature of zeros", SIGNATURE, withSignature(good, Signer.encode(new byte[256])));
    row("RSA signature of one byte", SIGNATURE, withSignature(good, Signer.encode(new byte[1])));
    row(
        "RSA signature longer than the key",
        SIGNATURE,
        withSignature(good, Signer.encode(new byte[512])));
    row(
        "ECDSA with r = s = 0",
        SIGNATURE,
        withSignature(EC.token("ES256", main("")), Signer.encode(new byte[64])));
    row("ECDSA in DER", SIGNATURE, EC.sign("DER", EC.header("ES256"), main("")));
    row(
        "Ed25519 of zeros",
        SIGNATURE,
        withSignature(ED.token("EdDSA", main("")), Signer.encode(new byte[64])));
    row(
        "no kid and signed by a stranger",
        SIGNATURE,
        STRANGER.sign("RS256", "{\"alg\":\"RS256\"}", main("")));
  }

  private static void confused() {
    byte[] publicKey = RSA.pair.getPublic().getEncoded();
    String hs = "{\"alg\":\"HS256\",\"kid\":\"r\"}";
    row(
        "none",
        MALFORMED,
        Signer.encode("{\"alg\":\"none\"}") + "." + Signer.encode(main("")) + ".");
    row(
        "none with some signature",
        ALGORITHM,
        Signer.encode("{\"alg\":\"none\"}") + "." + Signer.encode(main("")) + ".AAAA");
    for (String none : new String[] {"None", "NONE", "nOnE", "", " ", "none\\u0000"}) {
      row("alg " + none, ALGORITHM, rsHeader("{\"alg\":\"" + none + "\",\"kid\":\"r\"}"));
    }
    row("HS256 with the public key as secret", ALGORITHM, hmac("HS256", hs, main(""), publicKey));
    row(
        "HS256 with the PEM text as secret",
        ALGORITHM,
        hmac("HS256", hs, main(""), RSA.pem().getBytes(StandardCharsets.US_ASCII)));
    row(
        "HS256 with the issuer's name as secret",
        ALGORITHM,
        hmac("HS256", hs, main(""), MAIN.getBytes(StandardCharsets.US_ASCII)));
    row("lower case alg", ALGORITHM, rsHeader("{\"alg\":\"rs256\",\"kid\":\"r\"}"));
    row("an alg of JWE", ALGORITHM, rsHeader("{\"alg\":\"RSA-OAEP\",\"kid\":\"r\"}"));
    row("an unknown alg", ALGORITHM, rsHeader("{\"alg\":\"RS1024\",\"kid\":\"r\"}"));
    row("ES256K is not offered", ALGORITHM, rsHeader("{\"alg\":\"ES256K\",\"kid\":\"e\"}"));
    row("says PS256, is RS256", SIGNATURE, RSA.sign("RS256", RSA.header("PS256"), main("")));
    row("says RS256, is PS256", SIGNATURE, RSA.sign("PS256", RSA.header("RS256"), main("")));
    row("says RS256, is RS512", SIGNATURE, RSA.sign("RS512", RSA.header("RS256"), main("")));
    row(
        "RS256 with the kid of an EC key",
        ALGORITHM,
        RSA.sign("RS256", "{\"alg\":\"RS256\",\"kid\":\"e\"}", main("")));
    row(
        "ES256 with the kid of an RSA key",
        ALGORITHM,
        EC.sign("ES256", "{\"alg\":\"ES256\",\"kid\":\"r\"}", main("")));
    row(
        "ES384 with a key on P-256",
        ALGORITHM,
        EC.sign("ES384", "{\"alg\":\"ES384\",\"kid\":\"e\"}", main("")));
    row(
        "ES256 with a key on P-384",
        ALGORITHM,
        EC384.sign("ES256", "{\"alg\":\"ES256\",\"kid\":\"e3\"}", main("")));
    row(
        "EdDSA with the kid of an RSA key",
        ALGORITHM,
        ED.sign("EdDSA", "{\"alg\":\"EdDSA\",\"kid\":\"r\"}", main("")));
    row("RS256 where only ES256 is allowed", ALGORITHM, rs(claims(ES_ONLY, "")));
    row("ES256 where only ES256 is allowed", null, EC.token("ES256", claims(ES_ONLY, "")));
  }

  private static void injected() {
    String jwk = STRANGER.jwk();
    row(
        "jwk in the header is not looked at",
        SIGNATURE,
        STRANGER.sign("RS256", "{\"alg\":\"RS256\",\"kid\":\"r\",\"jwk\":" + jwk + "}", main("")));
    row(
        "jwk in the header, no kid",
        SIGNATURE,
        STRANGER.sign("RS256", "{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", main("")));
    row(
        "jku is not followed",
        SIGNATURE,
        STRANGER.sign(
            "RS256",
            "{\"alg\":\"RS256\",\"kid\":\"r\",\"jku\":\"http://127.0.0.1:1/\"}",
            main("")));
    row(
        "x5u is not followed",
        SIGNATURE,
        STRANGER.sign(
            "RS256",
            "{\"alg\":\"RS256\",\"kid\":\"r\",\"x5u\":\"http://127.0.0.1:1/\"}",
            main("")));
    row(
        "x5c is not looked at",
        SIGNATURE,
        STRANGER.sign("RS256", "{\"alg\":\"RS256\",\"kid\":\"r\",\"x5c\":[\"AAAA\"]}", main("")));
    row("jwk beside a good signature", null, rsHeaderWith(",\"jwk\":" + jwk));
    row(
        "a kid that is a path",
        UNKNOWN_KEY,
        rsHeader("{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}"));
    row("a kid that is SQL", UNKNOWN_KEY, rsHeader("{\"alg\":\"RS256\",\"kid\":\"r' OR '1'='1\"}"));
    row("a kid with a NUL", UNKNOWN_KEY, rsHeader("{\"alg\":\"RS256\",\"kid\":\"r\\u0000\"}"));
    row("a kid in upper case", UNKNOWN_KEY, rsHeader("{\"alg\":\"RS256\",\"kid\":\"R\"}"));
    row("an empty kid", UNKNOWN_KEY, rsHeader("{\"alg\":\"RS256\",\"kid\":\"\"}"));
  }

  private static void respelled() {
    String good = rs(main(",\"sub\":\"respelled\""));
    String ed = ED.token("EdDSA", main(",\"sub\":\"respelled\""));
    row("padded signature", MALFORMED, ed + "==");
    row("padded header", MALFORMED, part(good, 0) + "=." + part(good, 1) + "." + part(good, 2));
    row(
        "stray bits after the signature",
        MALFORMED,
        ed.substring(0, ed.length() - 1) + next(ed.charAt(ed.length() - 1)));
    row("trailing line feed", MALFORMED, good + "\n");
    row("leading space", MALFORMED, " " + good);
    row("line feed within", MALFORMED, good.substring(0, 20) + "\n" + good.substring(20));
    row("tab within", MALFORMED, good.substring(0, 20) + "\t" + good.substring(20));
    row("percent encoding", MALFORMED, good.replaceFirst("e", "%65"));
    row("+ instead of -", MALFORMED, good + "+");
    row("/ instead of _", MALFORMED, good + "/");
    row("a NUL at the end", MALFORMED, good + "\0");
    row("a character beyond ASCII", MALFORMED, good + "\u00e9");
    row("a full-width letter", MALFORMED, "\uff45" + good.substring(1));
    row("quotes around it", MALFORMED, "\"" + good + "\"");
    row("the scheme within", MALFORMED, "Bearer " + good);
    row("one sextet alone", MALFORMED, good + "AAA");
  }

  private static char next(char c) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(c) + 1);
  }

  private static void structure() {
    String good = rs(main(""));
    row("nothing", MALFORMED, "");
    row("one dot", MALFORMED, ".");
    row("two dots", MALFORMED, "..");
    row("three dots", MALFORMED, "...");
    row("300 dots", MALFORMED, repeated(".", 300));
    row("one part", MALFORMED, part(good, 0));
    row("two parts", MALFORMED, part(good, 0) + "." + part(good, 1));
    row("two parts and a dot", MALFORMED, part(good, 0) + "." + part(good, 1) + ".");
    row("four parts", MALFORMED, good + ".AAAA");
    row("five parts, as a JWE", MALFORMED, good + ".AAAA.AAAA");
    row("a dot before", MALFORMED, "." + good);
    row("a dot after", MALFORMED, good + ".");
    row("empty payload", MALFORMED, part(good, 0) + ".." + part(good, 2));
    row("empty header", MALFORMED, "." + part(good, 1) + "." + part(good, 2));
    row(
        "JSON serialisation",
        MALFORMED,
        "{\"protected\":\""
            + part(good, 0)
            + "\",\"payload\":\""
            + part(good, 1)
            + "\",\"signature\":\""
            + part(good, 2)
            + "\"}");
    row("larger than allowed", TOO_LARGE, rs(main(",\"x\":\"" + repeated("x", 16_384) + "\"")));
    row("10 MB", TOO_LARGE, repeated("A", 10_000_000));
    row("an opaque token", MALFORMED, "2YotnFZFEjr1zCsicMWpAA");
  }

  private static void header() {
    row("header is a list", MALFORMED, rsHeader("[]"));
    row("header is null", MALFORMED, rsHeader("null"));
    row("header is a string", MALFORMED, rsHeader("\"RS256\""));
    row("header is no JSON", MALFORMED, rsHeader("alg=RS256"));
    row("header cut off", MALFORMED, rsHeader("{\"alg\":\"RS256\",\"kid\":\"r\""));
    row("text after the header", MALFORMED, rsHeaderWith("}{"));
    row("alg missing", MALFORMED, rsHeader("{\"kid\":\"r\"}"));
    row("alg null", MALFORMED, rsHeader("{\"alg\":null,\"kid\":\"r\"}"));
    row("alg a number", MALFORMED, rsHeader("{\"alg\":256,\"kid\":\"r\"}"));
    row("alg a list", MALFORMED, rsHeader("{\"alg\":[\"RS256\"],\"kid\":\"r\"}"));
    row("alg twice", MALFORMED, rsHeaderWith(",\"alg\":\"RS256\""));
    row("alg twice, once escaped", MALFORMED, rsHeaderWith(",\"\\u0061lg\":\"none\""));
    row("kid twice", MALFORMED, rsHeaderWith(",\"kid\":\"e\""));
    row("kid a number", MALFORMED, rsHeader("{\"alg\":\"RS256\",\"kid\":1}"));
    row("kid an object", MALFORMED, rsHeader("{\"alg\":\"RS256\",\"kid\":{}}"));
    row("crit unknown", MALFORMED, rsHeaderWith(",\"crit\":[\"x\"],\"x\":1"));
    row("crit empty", MALFORMED, rsHeaderWith(",\"crit\":[]"));
    row("crit null", MALFORMED, rsHeaderWith(",\"crit\":null"));
    row("crit b64", MALFORMED, rsHeaderWith(",\"crit\":[\"b64\"],\"b64\":false"));
    row("b64 false", MALFORMED, rsHeaderWith(",\"b64\":false"));
    row("zip", MALFORMED, rsHeaderWith(",\"zip\":\"DEF\""));
    row("enc", MALFORMED, rsHeaderWith(",\"enc\":\"A256GCM\""));
    row("comments", MALFORMED, rsHeader("{/**/\"alg\":\"RS256\",\"kid\":\"r\"}"));
    row("single quotes", MALFORMED, rsHeader("{'alg':'RS256','kid':'r'}"));
    row("unquoted names", MALFORMED, rsHeader("{alg:\"RS256\"}"));
    row("a comma too many", MALFORMED, rsHeaderWith(","));
    row("a raw line feed in a string", MALFORMED, rsHeaderWith(",\"x\":\"\n\""));
    row("a byte order mark", MALFORMED, rsHeader("\ufeff{\"alg\":\"RS256\",\"kid\":\"r\"}"));
    row("deep nesting", MALFORMED, rsHeaderWith(",\"x\":" + repeated("[", 5_000)));
    row(
        "deep nesting, closed",
        MALFORMED,
        rsHeaderWith(",\"x\":" + repeated("[", 2_000) + repeated("]", 2_000)));
    row(
        "nesting of a sane depth",
        null,
        rsHeaderWith(",\"x\":" + repeated("[", 20) + repeated("]", 20)));
    row(
        "bytes that are no UTF-8",
        MALFORMED,
        Signer.encode(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}) + ".e30.AAAA");
    row("a bad escape", MALFORMED, rsHeaderWith(",\"x\":\"\\q\""));
    row("an unfinished escape", MALFORMED, rsHeaderWith(",\"x\":\"\\u00"));
  }

  private static void types() {
    row("typ JWT", null, typ(RSA, MAIN, "JWT", ""));
    row("typ jwt", null, typ(RSA, MAIN, "jwt", ""));
    row("typ at+jwt", null, typ(RSA, MAIN, "at+jwt", ""));
    row("typ application/at+jwt", null, typ(RSA, MAIN, "application/at+jwt", ""));
    row("typ AT+JWT", null, typ(RSA, MAIN, "AT+JWT", ""));
    for (String never :
        new String[] {
          "dpop+jwt",
          "logout+jwt",
          "secevent+jwt",
          "wit+jwt",
          "wpt+jwt",
          "statuslist+jwt",
          "txntoken+jwt",
          "DPoP+JWT",
          "application/logout+jwt",
          "JOSE",
          "JWE",
          "",
          "x"
        }) {
      row("typ " + never, TYPE, typ(RSA, MAIN, never, ""));
    }
    row("typ a number", MALFORMED, rsHeaderWith(",\"typ\":1"));
    row("strict: at+jwt", null, typ(RSA, STRICT, "at+jwt", ""));
    row("strict: JWT", TYPE, typ(RSA, STRICT, "JWT", ""));
    row(
        "strict: no typ",
        TYPE,
        RSA.sign("RS256", "{\"alg\":\"RS256\",\"kid\":\"r\"}", claims(STRICT, "")));
    for (String kind : new String[] {"ID", "id", "Refresh", "Offline", "Logout"}) {
      row("claim typ " + kind, TYPE, rs(main(",\"typ\":\"" + kind + "\"")));
    }
    row("claim typ Bearer", null, rs(main(",\"typ\":\"Bearer\"")));
    row("strict: an ID token by its claim", TYPE, typ(RSA, STRICT, "at+jwt", ",\"typ\":\"ID\""));
    row("strict: a security event", TYPE, typ(RSA, STRICT, "at+jwt", ",\"events\":{}"));
    row("strict: an ID token by its nonce", TYPE, typ(RSA, STRICT, "at+jwt", ",\"nonce\":\"n\""));
    row(
        "strict: nonce with scope",
        null,
        typ(RSA, STRICT, "at+jwt", ",\"nonce\":\"n\",\"scope\":\"a\""));
    row("listed: the listed one", null, typ(RSA, LISTED, "own+jwt", ""));
    row("listed: another", TYPE, typ(RSA, LISTED, "JWT", ""));
    row("listed, but never to be believed", TYPE, typ(RSA, LISTED, "dpop+jwt", ""));
  }

  private static void times() {
    row("exp missing", CLAIMS, rs("{\"iss\":\"" + MAIN + "\"}"));
    row("exp null", CLAIMS, expiring("null"));
    row("exp a string", CLAIMS, expiring("\"" + seconds(300) + "\""));
    row("exp true", CLAIMS, expiring("true"));
    row("exp a list", CLAIMS, expiring("[" + seconds(300) + "]"));
    row("exp an object", CLAIMS, expiring("{}"));
    row("exp infinite", CLAIMS, expiring("1e999"));
    row("exp minus infinite", CLAIMS, expiring("-1e999"));
    row("exp NaN", MALFORMED, expiring("NaN"));
    row("exp hexadecimal", MALFORMED, expiring("0x7fffffff"));
    row("exp with a leading zero", MALFORMED, expiring("0" + seconds(300)));
    row("exp with a plus", MALFORMED, expiring("+" + seconds(300)));
    row("exp twice", MALFORMED, rs(main(",\"exp\":" + seconds(600))));
    row("exp 1e30", null, expiring("1e30"));
    row("exp Long.MAX", null, expiring("9223372036854775807"));
    row("exp beyond Long", null, expiring("92233720368547758070"));
    row("exp in milliseconds is far off, but a number", null, expiring(NOW + "000"));
    row("exp -1e30", EXPIRED, expiring("-1e30"));
    row("exp Long.MIN", EXPIRED, expiring("-9223372036854775808"));
    row("exp 0", EXPIRED, expiring("0"));
    row("exp -0", EXPIRED, expiring("-0"));
    row("exp with a fraction", null, expiring(seconds(300) + ".5"));
    row("exp with an exponent", null, expiring(seconds(300) + "e0"));
    row("exp of 300 digits", null, expiring(repeated("9", 300)));
    row("expired within the skew", null, expiring("" + seconds(-59)));
    row("expired at the skew", EXPIRED, expiring("" + seconds(-60)));
    row("expired", EXPIRED, expiring("" + seconds(-3600)));
    row(
        "expired and forged",
        EXPIRED,
        STRANGER.token("RS256", "{\"iss\":\"" + MAIN + "\",\"exp\":1}"));
    row("nbf now", null, rs(main(",\"nbf\":" + seconds(0))));
    row("nbf within the skew", null, rs(main(",\"nbf\":" + seconds(60))));
    row("nbf beyond the skew", NOT_YET_VALID, rs(main(",\"nbf\":" + seconds(61))));
    row("nbf 1e30", NOT_YET_VALID, rs(main(",\"nbf\":1e30")));
    row("nbf Long.MAX", NOT_YET_VALID, rs(main(",\"nbf\":9223372036854775807")));
    row("nbf Long.MIN", null, rs(main(",\"nbf\":-9223372036854775808")));
    row("nbf null", null, rs(main(",\"nbf\":null")));
    row("nbf a string", CLAIMS, rs(main(",\"nbf\":\"" + seconds(0) + "\"")));
    row("nbf infinite", CLAIMS, rs(main(",\"nbf\":1e400")));
    row("iat null", null, rs(main(",\"iat\":null")));
    row("iat 1e30", null, rs(main(",\"iat\":1e30")));
    row("iat a string", CLAIMS, rs(main(",\"iat\":\"yesterday\"")));
  }

  private static void issuers() {
    row("iss missing", UNKNOWN_ISSUER, rs("{\"exp\":" + seconds(300) + "}"));
    row("iss null", UNKNOWN_ISSUER, rs("{\"iss\":null,\"exp\":" + seconds(300) + "}"));
    row("iss a number", MALFORMED, rs("{\"iss\":1,\"exp\":" + seconds(300) + "}"));
    row("iss a list", MALFORMED, rs("{\"iss\":[\"" + MAIN + "\"],\"exp\":" + seconds(300) + "}"));
    row("iss twice", MALFORMED, rs(main(",\"iss\":\"" + MAIN + "\"")));
    row("iss empty", UNKNOWN_ISSUER, rs(claims("", "")));
    row("iss of a stranger", UNKNOWN_ISSUER, rs(claims("https://evil.example", "")));
    row("iss with a slash more", UNKNOWN_ISSUER, rs(claims(MAIN + "/", "")));
    row("iss in another case", UNKNOWN_ISSUER, rs(claims("https://MAIN.example", "")));
    row("iss with a port", UNKNOWN_ISSUER, rs(claims(MAIN + ":443", "")));
    row("iss with a fragment", UNKNOWN_ISSUER, rs(claims(MAIN + "#", "")));
    row("iss that begins alike", UNKNOWN_ISSUER, rs(claims(MAIN + ".evil.example", "")));
    row("claims are a list", MALFORMED, rs("[]"));
    row("claims are empty", UNKNOWN_ISSUER, rs("{}"));
    row("claims are no JSON", MALFORMED, rs("iss=x"));
    row("claims with a lone surrogate", MALFORMED, rs(main(",\"sub\":\"\\ud800\"")));
    row("a NUL in the claims", MALFORMED, rs(main(",\"x\":\0")));
    row(
        "the key of one issuer does not sign for another",
        SIGNATURE,
        RSA.token("RS256", claims(WITH_PEM, "")));
  }

  private static void audiences() {
    row("aud not asked for", null, rs(main(",\"aud\":\"anyone\"")));
    row("aud a string", null, rs(claims(WITH_AUDIENCE, ",\"aud\":\"orders\"")));
    row("aud in a list", null, rs(claims(WITH_AUDIENCE, ",\"aud\":[\"x\",\"orders\"]")));
    row("aud missing", AUDIENCE, rs(claims(WITH_AUDIENCE, "")));
    row("aud null", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":null")));
    row("aud empty", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":[]")));
    row("aud of another", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":\"billing\"")));
    row("aud in another case", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":\"Orders\"")));
    row("aud that begins alike", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":\"orders2\"")));
    row("aud with a space", AUDIENCE, rs(claims(WITH_AUDIENCE, ",\"aud\":\"x orders\"")));
    row("aud a number", CLAIMS, rs(claims(WITH_AUDIENCE, ",\"aud\":1")));
    row("aud an object", CLAIMS, rs(claims(WITH_AUDIENCE, ",\"aud\":{\"orders\":1}")));
    row("aud a list with a number", CLAIMS, rs(claims(WITH_AUDIENCE, ",\"aud\":[\"orders\",1]")));
  }

  private static void scopes() {
    row(
        "scope and claim there",
        null,
        rs(claims(WITH_SCOPE, ",\"tenant\":1,\"scope\":\"a read b\"")));
    row("scp as a list", null, rs(claims(WITH_SCOPE, ",\"tenant\":{},\"scp\":[\"a\",\"read\"]")));
    row("scp as a string", null, rs(claims(WITH_SCOPE, ",\"tenant\":false,\"scp\":\"read\"")));
    row("scope missing", SCOPE, rs(claims(WITH_SCOPE, ",\"tenant\":1")));
    row(
        "scope that begins alike",
        SCOPE,
        rs(claims(WITH_SCOPE, ",\"tenant\":1,\"scope\":\"reader\"")));
    row("scope a number", SCOPE, rs(claims(WITH_SCOPE, ",\"tenant\":1,\"scope\":1")));
    row("claim missing", CLAIM_MISSING, rs(claims(WITH_SCOPE, ",\"scope\":\"read\"")));
    row("claim null", CLAIM_MISSING, rs(claims(WITH_SCOPE, ",\"tenant\":null,\"scope\":\"read\"")));
    row(
        "forged, so nothing is said of its scope",
        SIGNATURE,
        STRANGER.token("RS256", claims(WITH_SCOPE, "")));
  }

  private static void keys() {
    row("a key for PS256 with PS256", null, RSA_FOR_PS256.token("PS256", main("")));
    row("a key for PS256 with RS256", ALGORITHM, RSA_FOR_PS256.token("RS256", main("")));
    row("a key for encryption", UNKNOWN_KEY, RSA_FOR_ENCRYPTION.token("RS256", main("")));
    row("a weak key", UNKNOWN_KEY, RSA_WEAK.token("RS256", main("")));
    row("a key that is not published", UNKNOWN_KEY, PEM.token("RS256", main("")));
  }

  private static void secretsAndPem() {
    String hs = "{\"alg\":\"HS256\"}";
    String payload = claims(WITH_SECRET, "");
    row("HS256 where there is a secret", null, hmac("HS256", hs, payload, SECRET));
    row(
        "HS256 with any kid",
        null,
        hmac("HS256", "{\"alg\":\"HS256\",\"kid\":\"x\"}", payload, SECRET));
    row("HS256 with another secret", SIGNATURE, hmac("HS256", hs, payload, new byte[32]));
    row(
        "HS256 cut short",
        SIGNATURE,
        withSignature(hmac("HS256", hs, payload, SECRET), Signer.encode(new byte[16])));
    row("RS256 where there is a secret", ALGORITHM, rs(payload));
    row(
        "HS512 with too short a secret",
        ALGORITHM,
        hmac("HS512", "{\"alg\":\"HS512\"}", payload, SECRET));
    row("a PEM key with any kid", null, PEM.token("RS256", claims(WITH_PEM, "")));
    row(
        "a PEM key without kid",
        null,
        PEM.sign("PS512", "{\"alg\":\"PS512\"}", claims(WITH_PEM, "")));
    row("a PEM key of another kind", ALGORITHM, EC.token("ES256", claims(WITH_PEM, "")));
  }

  @BeforeAll
  static void start() {
    String jwks =
        Signer.jwks(
            "{\"kty\":\"RSA\",\"kid\":\"broken\",\"n\":\"!\",\"e\":\"AQAB\"}",
            "{\"kty\":\"EC\",\"kid\":\"off\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
            "{\"kty\":\"oct\",\"kid\":\"r\",\"k\":\"AAAA\"}",
            "{\"kty\":\"new\",\"kid\":\"new\"}",
            "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"kid\":\"448\",\"x\":\"AAAA\"}",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"short\",\"x\":\"AAAA\"}",
            "{}",
            "null",
            "\"key\"",
            RSA.jwk("\"x5c\":[\"no certificate\"]"),
            RSA_FOR_PS256.jwk("\"alg\":\"PS256\""),
            RSA_FOR_ENCRYPTION.jwk("\"use\":\"enc\""),
            RSA_WEAK.jwk(),
            EC.jwk("\"key_ops\":[\"verify\"]"),
            EC384.jwk(),
            ED.jwk("\"alg\":\"EdDSA\""));
    KeySource file = KeySource.jwksFile(Verifiers.file(directory, "jwks", jwks).toString());
    String pem = Verifiers.file(directory, "pem", PEM.pem()).toString();
    String secret =
        Verifiers.file(directory, "secret", new String(SECRET, StandardCharsets.US_ASCII) + "\n")
            .toString();
    List<IssuerSettings> issuers =
        Arrays.asList(
            IssuerSettings.issuer("main", MAIN).keySource(file).build(),
            IssuerSettings.issuer("strict", STRICT)
                .keySource(file)
                .types(Collections.singleton("at+jwt"))
                .build(),
            IssuerSettings.issuer("listed", LISTED)
                .keySource(file)
                .types(Arrays.asList("own+JWT", "dpop+jwt"))
                .build(),
            IssuerSettings.issuer("audience", WITH_AUDIENCE)
                .keySource(file)
                .audiences(Arrays.asList("orders", "stock"))
                .build(),
            IssuerSettings.issuer("scope", WITH_SCOPE)
                .keySource(file)
                .requiredClaims(Arrays.asList("exp", "tenant"))
                .requiredScopes(Collections.singleton("read"))
                .build(),
            IssuerSettings.issuer("secret", WITH_SECRET)
                .keySource(KeySource.secretFile(secret))
                .build(),
            IssuerSettings.issuer("pem", WITH_PEM).keySource(KeySource.publicKeyFile(pem)).build(),
            IssuerSettings.issuer("es", ES_ONLY)
                .keySource(file)
                .algorithms(Collections.singleton("ES256"))
                .build());
    verifier =
        CachingTokenVerifier.create(
            VerifierSettings.of(issuers).build(), new Counters(), () -> NOW);
    settleUnknownKids();
  }

  /** The first unknown kid asks for the keys once more; when they have come it is unknown. */
  private static void settleUnknownKids() {
    String token = rsHeader("{\"alg\":\"RS256\",\"kid\":\"settle\"}");
    Verdict verdict;
    do {
      verdict = verifier.verify(token);
      Thread.yield();
    } while (verdict.outcome() == Verdict.Outcome.UNAVAILABLE);
    assertThat(verdict.reason()).isEqualTo(UNKNOWN_KEY);
  }

  @AfterAll
  static void stop() {
    verifier.close();
  }

  static List<Object[]> rows() {
    return ROWS;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void isAsTheTableSays(String what, @Nullable Reason expected, String token) {
    Verdict first = verifier.verify(token);
    Verdict second = verifier.verify(new String(token));
    assertThat(first.reason()).isEqualTo(expected);
    assertThat(second.reason()).as("the same again, perhaps from a cache").isEqualTo(expected);
    if (expected == null) {
      assertThat(first.token()).isNotNull();
      assertThat(first.token().compact()).isEqualTo(token);
    } else {
      assertThat(first.token()).isNull();
    }
  }
}
