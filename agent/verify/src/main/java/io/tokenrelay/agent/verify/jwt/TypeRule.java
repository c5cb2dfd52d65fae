package io.tokenrelay.agent.verify.jwt;

import io.tokenrelay.agent.verify.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of JWT are access tokens (RFC 8725 §3.11). The same keys sign proofs, logout tokens
 * and status lists; none of these may be used as a bearer token, whatever is configured.
 */
public final class TypeRule {
  private static final String TRANSACTION = "txntoken+jwt";

  private static final Set<String> NEVER =
      new HashSet<>(
          Arrays.asList(
              "dpop+jwt",
              "logout+jwt",
              "secevent+jwt",
              "wit+jwt",
              "wpt+jwt",
              "statuslist+jwt",
              TRANSACTION));

  private static final Set<String> OTHER_KINDS =
      new HashSet<>(Arrays.asList("id", "refresh", "offline", "logout"));

  private final Set<String> listed;
  private final boolean ofTransactions;

  /**
   * @param listed accepted values in lower case; empty for the defaults
   */
  public TypeRule(Set<String> listed) {
    this(listed, false);
  }

  private TypeRule(Set<String> listed, boolean ofTransactions) {
    this.listed = listed;
    this.ofTransactions = ofTransactions;
  }

  /** Only transaction tokens. */
  public static TypeRule ofTransactions() {
    return new TypeRule(Collections.<String>emptySet(), true);
  }

  /** Whether header and claims are those of an access token. */
  public boolean accepts(TokenHeader header, Claims claims) {
    return ofTransactions
        ? header.type() != null && mediaType(header.type()).equals(TRANSACTION)
        : accepts(header.type()) && accepts(claims.json());
  }

  /**
   * Whether they look like those of an ID token, and do not say that they are not. That is no
   * proof: Dex puts {@code at_hash} into access tokens, and Keycloak did so with {@code nonce}
   * before 25.
   */
  public static boolean isLikeIdToken(TokenHeader header, Claims claims) {
    String type = header.type();
    return (type == null || !mediaType(type).equals("at+jwt")) && isLikeIdToken(claims.json());
  }

  /** Header {@code typ}: the media type, with or without its {@code application/}. */
  private boolean accepts(@Nullable String type) {
    if (type == null) {
      return listed.isEmpty();
    }
    String name = mediaType(type);
    if (NEVER.contains(name)) {
      return false;
    }
    return listed.isEmpty() ? name.equals("jwt") || name.equals("at+jwt") : listed.contains(name);
  }

  private static String mediaType(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return name.startsWith("application/") ? name.substring("application/".length()) : name;
  }

  /**
   * Claim {@code typ}, by which Keycloak distinguishes its kinds of token: the header is {@code
   * JWT} in all of them. With an explicit list, an ID token is also recognised by what it lacks,
   * and a security event (RFC 8417 §2.2) by its events.
   */
  private boolean accepts(JsonObject claims) {
    Object kind = claims.get("typ");
    if (kind instanceof String && OTHER_KINDS.contains(((String) kind).toLowerCase(Locale.ROOT))) {
      return false;
    }
    return listed.isEmpty() || !(claims.has("events") || isLikeIdToken(claims));
  }

  /**
   * What binds it to a login (OpenID Connect Core §3.1.3.6, §3.3.2.11), or Cognito's {@code
   * token_use}; and nothing that it grants.
   */
  private static boolean isLikeIdToken(JsonObject claims) {
    return !claims.has("scope")
        && !claims.has("scp")
        && (claims.has("nonce")
            || claims.has("at_hash")
            || claims.has("c_hash")
            || "id".equals(claims.get("token_use")));
  }
}
