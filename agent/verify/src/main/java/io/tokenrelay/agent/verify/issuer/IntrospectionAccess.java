package io.tokenrelay.agent.verify.issuer;

import org.jspecify.annotations.Nullable;

/** How an issuer is asked about its tokens (RFC 7662): where, and as whom. Immutable. */
public final class IntrospectionAccess {
  private final @Nullable String uri;
  private final @Nullable String clientId;
  private final @Nullable String clientSecretFile;

  /**
   * @param uri null: as its OpenID configuration says
   * @param clientSecretFile null: the client has no secret
   */
  public IntrospectionAccess(
      @Nullable String uri, @Nullable String clientId, @Nullable String clientSecretFile) {
    this.uri = uri;
    this.clientId = clientId;
    this.clientSecretFile = clientSecretFile;
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
