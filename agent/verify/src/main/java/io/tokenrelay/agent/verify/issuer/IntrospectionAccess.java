package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Values;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an issuer is asked about its tokens (RFC 7662), and as which client. Immutable. */
public final class IntrospectionAccess {
  private final @Nullable String uri;
  private final @Nullable String clientId;
  private final @Nullable String clientSecretFile;

  /**
   * @param uri null: from its OpenID configuration
   * @param clientSecretFile null: the client has no secret
   */
  public IntrospectionAccess(
      @Nullable String uri, @Nullable String clientId, @Nullable String clientSecretFile) {
    this.uri = uri;
    this.clientId = clientId;
    this.clientSecretFile = clientSecretFile;
  }

  /** Null if it is not configured: then the issuer is never asked. */
  static @Nullable IntrospectionAccess of(Values values) {
    URI uri = values.find(IssuerProperties.INTROSPECTION_URI);
    String client = values.find(IssuerProperties.INTROSPECTION_CLIENT_ID);
    return uri == null && client == null
        ? null
        : new IntrospectionAccess(
            uri == null ? null : uri.toString(),
            client,
            values.find(IssuerProperties.INTROSPECTION_CLIENT_SECRET_FILE));
  }

  public @Nullable String uri() {
    return uri;
  }

  public @Nullable String clientId() {
    return clientId;
  }

  public @Nullable String clientSecretFile() {
    return clientSecretFile;
  }
}
