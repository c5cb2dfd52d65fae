package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;

/** Gets tokens from the identity provider, and makes a false one. */
public final class Customers implements Issuer {
  private final String issuer;
  private final HttpClient http = HttpClient.newHttpClient();

  public Customers(String issuer) {
    this.issuer = issuer;
  }

  @Override
  public String uri() {
    return issuer;
  }

  @Override
  public String keys() throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(issuer + "/keys")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public String token(String user) throws IOException, InterruptedException {
    return token(user, "shop", 600);
  }

  public String token(String user, String audience, long seconds)
      throws IOException, InterruptedException {
    String form =
        "username=%s&audience=%s&expires_in=%d"
            .formatted(URLEncoder.encode(user, UTF_8), URLEncoder.encode(audience, UTF_8), seconds);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return JSONObjectUtils.getString(
          JSONObjectUtils.parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body()),
          "access_token");
    } catch (ParseException notJson) {
      throw new IOException("the identity provider gave no token", notJson);
    }
  }

  /** The same header and claims under a signature of another key. */
  static String forged(String token) {
    try {
      SignedJWT genuine = SignedJWT.parse(token);
      SignedJWT forged = new SignedJWT(genuine.getHeader(), genuine.getJWTClaimsSet());
      forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
      return forged.serialize();
    } catch (ParseException | JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
