package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Identity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application may know of a caller: three claims and the time of expiry, without the token
 * that they are from.
 *
 * <p>An application may write any of it into a log, a page or a file: a subject that could end the
 * line there, or turn its letters around, is nobody's name.
 */
final class ShownIdentity extends Identity {
  private static final int LONGEST = 255; // OpenID Connect Core §2, of sub

  private final String issuer;
  private final @Nullable String subject;
  private final @Nullable String client;
  private final long expiresAt;

  private ShownIdentity(Token token) {
    this.issuer = token.issuer();
    this.subject = token.subject();
    this.client = plain(token.client());
    this.expiresAt = token.expiresAt();
  }

  /** Null if the token was not verified, or its subject is not to be shown. */
  static @Nullable ShownIdentity of(Token token) {
    String subject = token.subject();
    return token.isVerified() && (subject == null || plain(subject) != null)
        ? new ShownIdentity(token)
        : null;
  }

  @Override
  public String issuer() {
    return issuer;
  }

  @Override
  public @Nullable String subject() {
    return subject;
  }

  @Override
  public @Nullable String client() {
    return client;
  }

  @Override
  public long expiresAt() {
    return expiresAt;
  }

  /** For the request attribute: of types of the JDK, unmodifiable. */
  Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("issuer", issuer);
    put(map, "subject", subject);
    put(map, "client", client);
    return Collections.unmodifiableMap(map);
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  /** The text, or null if it is too long for a name, or has letters that are not to be seen. */
  static @Nullable String plain(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int kind = Character.getType(letter);
      if (Character.isISOControl(letter)
          || kind == Character.LINE_SEPARATOR
          || kind == Character.PARAGRAPH_SEPARATOR
          || kind == Character.FORMAT) {
        return null;
      }
    }
    return text;
  }
}
