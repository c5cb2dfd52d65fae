package io.tokenrelay.agent.verify.issuer;

import org.jspecify.annotations.Nullable;

/** Where an issuer's keys come from: what kind of place, and which one. */
public final class KeySource {
  /** The kinds; each is named as the property that selects it. */
  enum Kind {
    DISCOVERY("uri"),
    JWKS_URI("jwks-uri"),
    JWKS_FILE("jwks-file"),
    PUBLIC_KEY_FILE("public-key-file"),
    SECRET_FILE("secret-file");

    private final String property;

    Kind(String property) {
      this.property = property;
    }

    /** The property's last part, such as {@code jwks-uri}. */
    String property() {
      return property;
    }
  }

  private final Kind kind;
  private final @Nullable String location;

  private KeySource(Kind kind, @Nullable String location) {
    this.kind = kind;
    this.location = location;
  }

  /** The issuer's OpenID configuration document names its key set. The default. */
  public static KeySource discovery() {
    return new KeySource(Kind.DISCOVERY, null);
  }

  /** A JWK Set (RFC 7517 §5) at an http or https URI. */
  public static KeySource jwksUri(String uri) {
    return new KeySource(Kind.JWKS_URI, uri);
  }

  /** A JWK Set in a file, read again when it changes. */
  public static KeySource jwksFile(String path) {
    return new KeySource(Kind.JWKS_FILE, path);
  }

  /** One or more public keys or certificates in PEM; they fit any {@code kid}. */
  public static KeySource publicKeyFile(String path) {
    return new KeySource(Kind.PUBLIC_KEY_FILE, path);
  }

  /** A shared secret: the only source that allows HMAC, and it allows nothing else. */
  public static KeySource secretFile(String path) {
    return new KeySource(Kind.SECRET_FILE, path);
  }

  Kind kind() {
    return kind;
  }

  /** The URI or path; empty for discovery. */
  String location() {
    return location == null ? "" : location;
  }

  /** Where the keys are fetched; empty when that is not a URI of its own. */
  public String uri() {
    return kind == Kind.JWKS_URI ? location() : "";
  }

  boolean isSecret() {
    return kind == Kind.SECRET_FILE;
  }

  boolean isFile() {
    return kind == Kind.JWKS_FILE || kind == Kind.PUBLIC_KEY_FILE || kind == Kind.SECRET_FILE;
  }

  @Override
  public String toString() {
    return kind.property() + (location == null ? "" : " " + location);
  }
}
