package io.tokenrelay.instrumentation.grpc;

import com.google.auth.Credentials;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What an application authenticates itself with. */
final class OwnCredentials extends Credentials {
  private static final long serialVersionUID = 1;

  private final String token;

  OwnCredentials(String token) {
    this.token = token;
  }

  @Override
  public String getAuthenticationType() {
    return "own";
  }

  @Override
  public Map<String, List<String>> getRequestMetadata(URI uri) {
    return Collections.singletonMap("Authorization", Users.one(token));
  }

  @Override
  public boolean hasRequestMetadata() {
    return true;
  }

  @Override
  public boolean hasRequestMetadataOnly() {
    return true;
  }

  @Override
  public void refresh() {
    // never expires
  }
}
