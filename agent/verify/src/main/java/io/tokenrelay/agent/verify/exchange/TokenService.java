package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.verify.http.ClientSecret;
import io.tokenrelay.agent.verify.http.Form;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.DiscoveryDocument;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The token endpoint of one exchange, and how this service presents itself there. */
final class TokenService {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Values values;
  private final List<IssuerSettings> issuers;
  private final HttpFetch http;
  private final Map<String, String> discovered = new ConcurrentHashMap<>();

  /**
   * @param values of the exchange
   * @param issuers of callers' tokens
   */
  TokenService(Values values, List<IssuerSettings> issuers, HttpFetch http) {
    this.values = values;
    this.issuers = issuers;
    this.http = http;
  }

  /** What else than the token decides about the answer; equal for equal requests. */
  String identity() {
    return values.find(ExchangeProperties.ENDPOINT)
        + "\n"
        + values.find(ExchangeProperties.CLIENT_ID)
        + "\n"
        + values.get(ExchangeProperties.AUDIENCE)
        + "\n"
        + values.get(ExchangeProperties.SCOPE)
        + "\n"
        + values.get(ExchangeProperties.GRANT)
        + "\n";
  }

  boolean isTokenExchange() {
    return values.get(ExchangeProperties.GRANT).equals("token-exchange");
  }

  /**
   * The body of the answer. Messages contain nothing of the token.
   *
   * @param subject the text of the caller's token
   * @param issuer its issuer
   */
  String ask(String subject, String issuer, long now) throws NotFetchedException {
    String address = address(issuer);
    try {
      return http.post(address, form(subject, address, now), authorization()).text();
    } catch (NotFetchedException e) {
      if (ServiceError.of(e) == null) {
        discovered.remove(issuer);
      }
      throw e;
    }
  }

  private String address(String issuer) throws NotFetchedException {
    URI endpoint = values.find(ExchangeProperties.ENDPOINT);
    if (endpoint != null) {
      return endpoint.toString();
    }
    String known = discovered.get(issuer);
    if (known == null) {
      known = DiscoveryDocument.of(settings(issuer), http).uri("token_endpoint");
      discovered.put(issuer, known);
    }
    return known;
  }

  private IssuerSettings settings(String uri) throws NotFetchedException {
    for (IssuerSettings issuer : issuers) {
      if (issuer.uri().equals(uri)) {
        return issuer;
      }
    }
    throw new NotFetchedException("the issuer of the caller's token is not configured");
  }

  private String form(String subject, String address, long now) throws NotFetchedException {
    Form form = new Form();
    if (isTokenExchange()) {
      form.with("grant_type", GRANT + "token-exchange")
          .with("subject_token", subject)
          .with("subject_token_type", ACCESS_TOKEN)
          .with("requested_token_type", ACCESS_TOKEN);
    } else {
      form.with("grant_type", GRANT + "jwt-bearer").with("assertion", subject);
    }
    for (String audience : values.list(ExchangeProperties.AUDIENCE)) {
      form.with("audience", audience);
    }
    List<String> scopes = values.list(ExchangeProperties.SCOPE);
    if (!scopes.isEmpty()) {
      form.with("scope", String.join(" ", scopes));
    }
    String keyFile = values.find(ExchangeProperties.CLIENT_KEY_FILE);
    if (keyFile != null) {
      form.with("client_assertion_type", ClientAssertion.TYPE)
          .with(
              "client_assertion",
              ClientAssertion.of(
                  clientId(),
                  keyFile,
                  values.nameOf(ExchangeProperties.CLIENT_KEY_FILE),
                  address,
                  now));
    } else if (values.find(ExchangeProperties.CLIENT_SECRET_FILE) == null) {
      form.with("client_id", clientId());
    }
    return form.text();
  }

  private @Nullable String authorization() throws NotFetchedException {
    String file = values.find(ExchangeProperties.CLIENT_SECRET_FILE);
    return file == null || values.find(ExchangeProperties.CLIENT_KEY_FILE) != null
        ? null
        : ClientSecret.basic(
            clientId(), file, values.nameOf(ExchangeProperties.CLIENT_SECRET_FILE));
  }

  private String clientId() {
    return String.valueOf(values.find(ExchangeProperties.CLIENT_ID));
  }
}
