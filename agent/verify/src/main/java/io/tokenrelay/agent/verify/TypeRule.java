package io.tokenrelay.agent.verify;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of JWT are access tokens (RFC 8725 §3.11). The same keys sign proofs, logout tokens
 * and status lists; none of those may be spent as a bearer token, whatever is configured.
 */
final class TypeRule {
  private static final Set<String> NEVER =
      new HashSet<>(
          Arrays.asList(
              "dpop+jwt",
              "logout+jwt",
              "secevent+jwt",
              "wit+jwt",
              "wpt+jwt",
              "statuslist+jwt",
              "txntoken+jwt"));

  private final Set<String> listed;

  /**
   * @param listed accepted values in lower case; empty for the usual ones
   */
  TypeRule(Set<String> listed) {
    this.listed = listed;
  }

  /** Header {@code typ}: the media type, with or without its {@code application/}. */
  boolean accepts(@Nullable String type) {
    if (type == null) {
      return listed.isEmpty();
    }
    String name = type.toLowerCase(Locale.ROOT);
    if (name.startsWith("application/")) {
      name = name.substring("application/".length());
    }
    if (NEVER.contains(name)) {
      return false;
    }
    return listed.isEmpty() ? name.equals("jwt") || name.equals("at+jwt") : listed.contains(name);
  }

  /**
   * With an explicit list, an ID token is told apart by what it says and by what it lacks, a
   * security event (RFC 8417 §2.2) by its events.
   */
  boolean accepts(JsonObject claims) {
    if (listed.isEmpty()) {
      return true;
    }
    boolean scoped = claims.has("scope") || claims.has("scp");
    return !"ID".equals(claims.get("typ"))
        && !claims.has("events")
        && (scoped || !(claims.has("nonce") || claims.has("at_hash")));
  }
}
