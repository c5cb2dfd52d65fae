package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.UNKNOWN_KEY;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.repeated;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeader;

import java.util.LinkedHashMap;
import java.util.Map;

/** A {@code kid} is compared with those of the issuer's keys, and nothing else is done with it. */
final class InjectedKeyIds {
  private InjectedKeyIds() {}

  static void addTo(Corpus corpus) {
    Map<String, String> keyIds = new LinkedHashMap<>();
    keyIds.put("a path", "../../../../dev/null");
    keyIds.put("a path with a NUL", "/etc/passwd\\u0000.pem");
    keyIds.put("a path of Windows", "..\\\\..\\\\windows\\\\win.ini");
    keyIds.put("a URL", "http://127.0.0.1:1/key");
    keyIds.put("SQL", "r' OR '1'='1");
    keyIds.put("SQL with a key of its own", "x' UNION SELECT 'c2VjcmV0");
    keyIds.put("LDAP", "*)(uid=*))(|(uid=*");
    keyIds.put("a shell command", "r; touch /tmp/x");
    keyIds.put("a command in backticks", "`id`");
    keyIds.put("JNDI", "${jndi:ldap://127.0.0.1:1/x}");
    keyIds.put("a template", "{{7*7}}");
    keyIds.put("JSON", "{\\\"kty\\\":\\\"oct\\\",\\\"k\\\":\\\"AAAA\\\"}");
    keyIds.put("HTML", "<script>alert(1)</script>");
    keyIds.put("a line for the log", "r\\n[tokenrelay] all is well");
    keyIds.put("a terminal's escape", "\\u001b[2J");
    keyIds.put("right to left", "\u202er");
    keyIds.put("empty", "");
    keyIds.put("a space", " ");
    keyIds.put("a wildcard", "*");
    keyIds.put("a percent sign", "%");
    keyIds.put("a pattern", ".*");
    keyIds.put("the word null", "null");
    keyIds.put("the word true", "true");
    keyIds.put("a number as text", "0");
    keyIds.put("a name of JavaScript", "__proto__");
    keyIds.put("a known one in upper case", "R");
    keyIds.put("a known one and a space", "r ");
    keyIds.put("a known one and a NUL", "r\\u0000");
    keyIds.put("a known one and a mark", "r\u0301");
    keyIds.put("a known one in full width", "\uff52");
    keyIds.put("two known ones", "r,e256");
    keyIds.put("one of another issuer", "c0");
    keyIds.put("10,000 characters", repeated("k", 10_000));
    keyIds.forEach(
        (what, keyId) ->
            corpus.refuses(
                UNKNOWN_KEY,
                "kid: " + what,
                () -> rsHeader("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}")));
    for (String value : new String[] {"1", "true", "{}", "[]", "['r']", "{'$ne':null}"}) {
      corpus.refuses(
          MALFORMED, "kid: " + value, () -> rsHeader(json("{'alg':'RS256','kid':" + value + "}")));
    }
    corpus.accepts(
        "kid: escaped, but the same", () -> rsHeader(json("{'alg':'RS256','kid':'\\u0072'}")));
  }
}
