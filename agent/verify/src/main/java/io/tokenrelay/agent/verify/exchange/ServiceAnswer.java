package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a token service has answered (RFC 8693 §2.2.1). Its token is used only if it verifies like
 * any other, and is the same caller's: a service that mixes up its users, or is somebody else, must
 * not make a call another user's.
 */
final class ServiceAnswer {
  private static final String TYPES = "urn:ietf:params:oauth:token-type:";

  private final JsonObject members;

  private ServiceAnswer(JsonObject members) {
    this.members = members;
  }

  static ServiceAnswer parse(String body) throws Refused {
    try {
      return new ServiceAnswer(
          JsonObject.parse(JsonObject.withoutMark(body).getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException e) { // not quoted: it may repeat a token
      throw Refused.byTheService("the answer is not a JSON object");
    }
  }

  /**
   * The token.
   *
   * @param typed whether it must say what kind of token it has issued
   * @param issuer who must have issued it
   */
  Token token(Token subject, boolean typed, String issuer, TokenVerifier verifier) throws Refused {
    if (!"Bearer".equalsIgnoreCase(String.valueOf(members.get("token_type")))) {
      throw Refused.untrusted("token_type is not Bearer");
    }
    Object type = members.get("issued_token_type");
    boolean usual = (TYPES + "access_token").equals(type) || (TYPES + "jwt").equals(type);
    if (!usual && (typed || type != null)) {
      throw Refused.untrusted("issued_token_type is neither an access token nor a JWT");
    }
    Object text = members.get("access_token");
    if (!(text instanceof String)) {
      throw Refused.untrusted("there is no access_token");
    }
    Verdict verdict = verifier.verify((String) text, Admission.UNLIMITED);
    Token token = verdict.token();
    if (token == null) {
      throw Refused.untrusted("its token is not verified: " + verdict.reason());
    }
    if (!token.issuer().equals(issuer)) {
      throw Refused.untrusted("its token is of another issuer");
    }
    if (subject.subject() == null || !subject.subject().equals(token.subject())) {
      throw Refused.untrusted("its token is of another subject");
    }
    if (token.isBound()) {
      throw Refused.untrusted("its token is bound to a key");
    }
    return token;
  }

  /** In milliseconds; null if it does not say. */
  @Nullable Long lifetime() {
    Object seconds = members.get("expires_in");
    return seconds instanceof Number
        ? Long.valueOf(
            Math.max(0, Math.min(((Number) seconds).longValue(), Integer.MAX_VALUE)) * 1_000)
        : null;
  }
}
