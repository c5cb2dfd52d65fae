package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.DiscoveryDocument;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Base64;
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
    String form = "token=" + encoded(token) + "&token_type_hint=access_token";
    String clientId = access.clientId();
    return clientId == null || access.clientSecretFile() != null
        ? form
        : form + "&client_id=" + encoded(clientId);
  }

  /**
   * RFC 6749 §2.3.1; null for a client without a secret. The file is read each time, since secrets
   * rotate.
   */
  private @Nullable String authorization() throws NotFetchedException {
    String clientId = access.clientId();
    String file = access.clientSecretFile();
    if (clientId == null || file == null) {
      return null;
    }
    try {
      String secret = new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.UTF_8);
      String pair = encoded(clientId) + ':' + encoded(secret.trim());
      return "Basic "
          + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | RuntimeException e) {
      throw new NotFetchedException(
          issuer.property(IssuerProperties.INTROSPECTION_CLIENT_SECRET_FILE) + " cannot be read");
    }
  }

  private static String encoded(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }
}
