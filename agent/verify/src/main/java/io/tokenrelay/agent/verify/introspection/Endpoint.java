package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.verify.http.ClientSecret;
import io.tokenrelay.agent.verify.http.Form;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.DiscoveryDocument;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import org.jspecify.annotations.Nullable;

/** One issuer's introspection endpoint, and this agent's credentials there. */
final class Endpoint {
  private final IssuerSettings issuer;
  private final IntrospectionAccess access;
  private final HttpFetch http;
  private volatile @Nullable String discovered;

  Endpoint(IssuerSettings issuer, IntrospectionAccess access, HttpFetch http) {
    this.issuer = issuer;
    this.access = access;
    this.http = http;
  }

  /** The body of the response. Error messages contain nothing of the token. */
  String ask(String token) throws NotFetchedException {
    String address = address();
    try {
      return http.post(address, form(token), authorization()).text();
    } catch (NotFetchedException e) {
      if (!Refusal.isOfOneToken(e.status())) {
        discovered = null;
      }
      throw e;
    }
  }

  private String address() throws NotFetchedException {
    String address = access.uri() != null ? access.uri() : discovered;
    if (address == null) {
      address = DiscoveryDocument.of(issuer, http).uri("introspection_endpoint");
      discovered = address;
    }
    return address;
  }

  private String form(String token) {
    Form form = new Form().with("token", token).with("token_type_hint", "access_token");
    String clientId = access.clientId();
    return clientId == null || access.clientSecretFile() != null
        ? form.text()
        : form.with("client_id", clientId).text();
  }

  /** Null for a client without a secret. */
  private @Nullable String authorization() throws NotFetchedException {
    String clientId = access.clientId();
    String file = access.clientSecretFile();
    return clientId == null || file == null
        ? null
        : ClientSecret.basic(
            clientId, file, issuer.property(IssuerProperties.INTROSPECTION_CLIENT_SECRET_FILE));
  }
}
