package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.TransactionProperties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an issuer's keys come from: the kind of source, and its location. */
public final class KeySource {
  /** The kinds, each selected by a property. */
  enum Kind {
    DISCOVERY,
    JWKS_URI,
    JWKS_FILE,
    PUBLIC_KEY_FILE,
    SECRET_FILE,
    /** The private keys that this service signs its own tokens with. */
    SIGNING_KEY_FILE
  }

  private final Kind kind;
  private final @Nullable String location;

  private KeySource(Kind kind, @Nullable String location) {
    this.kind = kind;
    this.location = location;
  }

  /**
   * The one that is set; if none is, the issuer's OpenID configuration names its key set. The
   * configuration rejects several at once.
   */
  static KeySource of(Values values) {
    for (Kind kind : Kind.values()) {
      Object location = kind == Kind.DISCOVERY ? null : values.find(property(kind));
      if (location != null) {
        return new KeySource(kind, location.toString());
      }
    }
    return new KeySource(Kind.DISCOVERY, null);
  }

  /** The properties of an issuer that can say where its keys are. */
  public static List<Property<?>> properties() {
    List<Property<?>> properties = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DISCOVERY && kind != Kind.SIGNING_KEY_FILE) {
        properties.add(property(kind));
      }
    }
    return properties;
  }

  private static Property<?> property(Kind kind) {
    switch (kind) {
      case JWKS_URI:
        return IssuerProperties.JWKS_URI;
      case JWKS_FILE:
        return IssuerProperties.JWKS_FILE;
      case PUBLIC_KEY_FILE:
        return IssuerProperties.PUBLIC_KEY_FILE;
      case SECRET_FILE:
        return IssuerProperties.SECRET_FILE;
      case SIGNING_KEY_FILE:
        return TransactionProperties.SIGNING_KEY_FILE;
      default:
        return IssuerProperties.URI;
    }
  }

  /** The property to change. */
  Property<?> property() {
    return property(kind);
  }

  Kind kind() {
    return kind;
  }

  /** The URI or path; empty for discovery. */
  String location() {
    return location == null ? "" : location;
  }

  /** The configured URI of the keys; empty for other kinds. */
  public String uri() {
    return kind == Kind.JWKS_URI ? location() : "";
  }

  boolean isSecret() {
    return kind == Kind.SECRET_FILE;
  }

  /** Whether no network is needed. */
  public boolean isFile() {
    return kind != Kind.DISCOVERY && kind != Kind.JWKS_URI;
  }

  @Override
  public String toString() {
    return property().name() + (location == null ? "" : " " + location);
  }
}
