package io.tokenrelay.agent.verify.jwt;

import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.token.ClaimSet;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of one token (RFC 7519 §4), with times that no number can overflow. */
public final class Claims implements ClaimSet {
  private static final long ABSENT = Long.MIN_VALUE;
  private static final long WRONG = Long.MIN_VALUE + 1;

  private final JsonObject json;

  /** What speaks where the other is silent of who, for whom and when: the token of an answer. */
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
    this.notBefore = millis(said("nbf"));
    this.issuedAt = millis(said("iat"));
    this.audiences = strings(said("aud"));
  }

  public static Claims parse(byte[] json) throws MalformedTokenException {
    JsonObject claims = JsonObject.parse(json);
    return new Claims(claims, millis(claims.get("exp")));
  }

  /**
   * What an issuer says of a token that it calls active (RFC 7662 §2.2).
   *
   * @param until when the answer must be had anew, in milliseconds: the end of a token of which no
   *     other is told
   */
  public static Claims introspected(byte[] json, long until) throws MalformedTokenException {
    JsonObject claims = JsonObject.parse(json);
    long expiresAt = millis(claims.get("exp"));
    return new Claims(claims, expiresAt == ABSENT ? until : expiresAt);
  }

  /**
   * The claims of a token about which its issuer was asked, as the issuer tells them now: what it
   * may do is what the answer grants and nothing that the token says of itself; who it is, for whom
   * and how long, the token says where the answer does not. It ends with the earlier of the two.
   */
  public Claims as(byte[] answer, long until) throws MalformedTokenException {
    Claims told = introspected(answer, until);
    boolean ends = told.json.get("exp") != null;
    long end = ends && told.expiresAt != WRONG ? Math.min(told.expiresAt, expiresAt) : expiresAt;
    return new Claims(told.json, json, told.expiresAt == WRONG ? WRONG : end);
  }

  /** The value of a claim that the answer need not repeat. */
  private @Nullable Object said(String name) {
    Object value = json.get(name);
    return value == null && own != null ? own.get(name) : value;
  }

  JsonObject json() {
    return json;
  }

  public @Nullable String issuer() throws MalformedTokenException {
    return own != null && json.get("iss") == null ? own.string("iss") : json.string("iss");
  }

  /** Milliseconds since the epoch. */
  public long expiresAt() {
    return expiresAt;
  }

  /** Milliseconds since the epoch; the distant past when the token does not say. */
  public long notBefore() {
    return notBefore;
  }

  /**
   * Milliseconds from issue to end; from now where the token does not say when it was issued, or
   * says that it will be.
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
   * What is wrong with {@code cnf}, or null: where it is there it is an object (RFC 7800 §3.1), and
   * whoever cannot be told what a token is bound to must not take it for one that is not.
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

  /** Which requirement is not met, or null. Asked only of authentic tokens: the answer is 403. */
  public @Nullable Reason missing(
      Iterable<RequiredClaim> requiredClaims, Set<String> requiredScopes) {
    for (RequiredClaim claim : requiredClaims) {
      if (!claim.isIn(this)) {
        return Reason.CLAIM_MISSING;
      }
    }
    return requiredScopes.isEmpty() || scopes().containsAll(requiredScopes) ? null : Reason.SCOPE;
  }

  /** The token of an issuer whose signature has been found good. */
  public Token token(String compact, String issuer, AccessRules rules) {
    String subject = text(said("sub"));
    return Token.verified(compact, issuer)
        .subject(subject)
        .client(client())
        .audiences(audiences == null ? Collections.<String>emptyList() : audiences)
        .expiresAt(expiresAt)
        .bound(json.get("cnf") != null || (own != null && own.get("cnf") != null))
        .bindsDpopKey(binds("jkt"))
        .bindsCertificate(binds("x5t#S256"))
        .workload(subject != null && subject.startsWith("spiffe://"))
        .grants(rules.metBy(this))
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

  /** A NumericDate (RFC 7519 §2) in milliseconds, held within a range that adds up safely. */
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
