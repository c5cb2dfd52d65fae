package io.tokenrelay.agent.verify.jwt;

import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.token.ClaimSet;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of one token (RFC 7519 §4), with times that cannot overflow. */
public final class Claims implements ClaimSet {
  private static final long ABSENT = Long.MIN_VALUE;
  private static final long WRONG = Long.MIN_VALUE + 1;

  private final JsonObject json;

  /**
   * The claims of the token itself, for identity, audience and times that the issuer's answer
   * leaves out.
   */
  private final @Nullable JsonObject own;

  private final long expiresAt;
  private final long notBefore;
  private final long issuedAt;
  private final @Nullable List<String> audiences;

  private Claims(JsonObject json, long expiresAt) {
    this(json, null, expiresAt);
  }

  private Claims(JsonObject json, @Nullable JsonObject own, long expiresAt) {
    this.json = json;
    this.own = own;
    this.expiresAt = expiresAt;
    this.notBefore = millis(answeredOrOwn("nbf"));
    this.issuedAt = millis(answeredOrOwn("iat"));
    this.audiences = strings(answeredOrOwn("aud"));
  }

  public static Claims parse(byte[] json) throws MalformedTokenException {
    JsonObject claims = object(json);
    return new Claims(claims, millis(claims.get("exp")));
  }

  /**
   * What an issuer says about a token that it calls active (RFC 7662 §2.2).
   *
   * @param until when the issuer must be asked again, in milliseconds: the expiry of a token if the
   *     answer names none
   */
  public static Claims introspected(byte[] json, long until) throws MalformedTokenException {
    JsonObject claims = object(json);
    long expiresAt = millis(claims.get("exp"));
    return new Claims(claims, expiresAt == ABSENT ? until : expiresAt);
  }

  /**
   * The claims of an introspected token. What it grants comes from the issuer's answer alone;
   * identity, audience and times come from the token where the answer leaves them out. It expires
   * at the earlier of the two times.
   */
  public Claims withAnswer(byte[] answer, long until) throws MalformedTokenException {
    Claims answered = introspected(answer, until);
    boolean ends = answered.json.get("exp") != null;
    long end =
        ends && answered.expiresAt != WRONG ? Math.min(answered.expiresAt, expiresAt) : expiresAt;
    return new Claims(answered.json, json, answered.expiresAt == WRONG ? WRONG : end);
  }

  private static JsonObject object(byte[] json) throws MalformedTokenException {
    try {
      return JsonObject.parse(json);
    } catch (MalformedJsonException e) {
      throw new MalformedTokenException();
    }
  }

  /** A claim of the answer, or of the token where the answer leaves it out. */
  private @Nullable Object answeredOrOwn(String name) {
    Object value = json.get(name);
    return value == null && own != null ? own.get(name) : value;
  }

  JsonObject json() {
    return json;
  }

  public @Nullable String issuer() throws MalformedTokenException {
    try {
      return own != null && json.get("iss") == null ? own.string("iss") : json.string("iss");
    } catch (MalformedJsonException e) {
      throw new MalformedTokenException();
    }
  }

  /** Milliseconds since the epoch. */
  public long expiresAt() {
    return expiresAt;
  }

  /** Milliseconds since the epoch; the distant past when absent. */
  public long notBefore() {
    return notBefore;
  }

  /** The names of all claims, in no order. */
  public Set<String> names() {
    return json.names();
  }

  /** Milliseconds since the epoch; the distant past when absent. */
  public long issuedAt() {
    return issuedAt;
  }

  /** Those of claim {@code aud}; null if it has the wrong type. */
  public @Nullable List<String> audiences() {
    return audiences;
  }

  /**
   * Milliseconds from issue to expiry; from now if the time of issue is absent or in the future.
   */
  public long lifetime(long now) {
    return expiresAt - (issuedAt == ABSENT ? now : Math.min(issuedAt, now));
  }

  /** What is wrong with the times, or null. */
  public @Nullable Reason wrongTime(long now, long skew) {
    if (expiresAt == ABSENT || expiresAt == WRONG || notBefore == WRONG || issuedAt == WRONG) {
      return Reason.CLAIMS;
    }
    if (now - skew >= expiresAt) {
      return Reason.EXPIRED;
    }
    return now + skew < notBefore ? Reason.NOT_YET_VALID : null;
  }

  /**
   * What is wrong with {@code cnf}, or null: if present, it must be an object (RFC 7800 §3.1),
   * since a token with an unreadable binding must not pass for an unbound one.
   */
  public @Nullable Reason wrongConfirmation() {
    return hasOddConfirmation(json) || (own != null && hasOddConfirmation(own))
        ? Reason.CLAIMS
        : null;
  }

  private static boolean hasOddConfirmation(JsonObject claims) {
    return claims.get("cnf") != null && claims.object("cnf") == null;
  }

  /** What is wrong with {@code aud}, or null. */
  public @Nullable Reason wrongAudience(Set<String> accepted) {
    if (audiences == null) {
      return Reason.CLAIMS;
    }
    return accepted.isEmpty() || !Collections.disjoint(accepted, audiences)
        ? null
        : Reason.AUDIENCE;
  }

  /** Which requirement is not met, or null. For authentic tokens only: the answer is 403. */
  public @Nullable Reason missing(
      Iterable<RequiredClaim> requiredClaims, Set<String> requiredScopes) {
    for (RequiredClaim claim : requiredClaims) {
      if (!claim.isIn(this)) {
        return Reason.CLAIM_MISSING;
      }
    }
    return requiredScopes.isEmpty() || scopes().containsAll(requiredScopes) ? null : Reason.SCOPE;
  }

  /** The verified token. */
  public Token token(String compact, String issuer, Requirements by) {
    String subject = text(answeredOrOwn("sub"));
    return Token.verified(compact, issuer)
        .subject(subject)
        .client(client())
        .audiences(audiences == null ? Collections.<String>emptyList() : audiences)
        .expiresAt(expiresAt)
        .bound(json.get("cnf") != null || (own != null && own.get("cnf") != null))
        .bindsDpopKey(binds("jkt"))
        .bindsCertificate(binds("x5t#S256"))
        .workload(subject != null && subject.startsWith("spiffe://"))
        .grants(by.metBy(this))
        .build();
  }

  /** Whether the confirmation claim (RFC 7800 §3.1) has this method. */
  private boolean binds(String method) {
    return binds(json, method) || (own != null && binds(own, method));
  }

  private static boolean binds(JsonObject claims, String method) {
    JsonObject confirmation = claims.object("cnf");
    return confirmation != null && confirmation.get(method) != null;
  }

  private @Nullable String client() {
    String client = client(json);
    return client == null && own != null ? client(own) : client;
  }

  private static @Nullable String client(JsonObject claims) {
    return text(claims.get(claims.has("azp") ? "azp" : "client_id"));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String ? (String) value : null;
  }

  /** {@code scope} (RFC 8693 §4.2) or {@code scp}, as a string or a list. */
  @Override
  public Set<String> scopes() {
    Object scope = json.get("scope");
    List<String> values = strings(scope == null ? json.get("scp") : scope);
    Set<String> scopes = new HashSet<>();
    for (String value : values == null ? Collections.<String>emptyList() : values) {
      scopes.addAll(Arrays.asList(value.split(" ")));
    }
    return scopes;
  }

  @Override
  public @Nullable Object find(List<String> path) {
    JsonObject object = json;
    for (int i = 0; i < path.size() - 1 && object != null; i++) {
      object = object.object(path.get(i));
    }
    return object == null ? null : object.get(path.get(path.size() - 1));
  }

  /** A string or a list of strings, as a list; null for anything else. */
  @SuppressWarnings("unchecked")
  private static @Nullable List<String> strings(@Nullable Object value) {
    if (value == null) {
      return Collections.emptyList();
    }
    if (value instanceof String) {
      return Collections.singletonList((String) value);
    }
    return value instanceof List ? (List<String>) value : null;
  }

  /** A NumericDate (RFC 7519 §2) in milliseconds, limited to a range that cannot overflow. */
  private static long millis(@Nullable Object seconds) {
    if (seconds == null) {
      return ABSENT;
    }
    if (!(seconds instanceof Number)) {
      return WRONG;
    }
    double millis = ((Number) seconds).doubleValue() * 1_000;
    if (Double.isNaN(millis) || Double.isInfinite(millis)) {
      return WRONG;
    }
    return (long) Math.max(-1e17, Math.min(1e17, millis));
  }
}
