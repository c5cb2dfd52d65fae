package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;
import java.util.StringJoiner;

/** Keycloak's REST interface, as its administrator. */
final class KeycloakAdmin {
  static final String NAME = "admin";

  private final String url;
  private final String password;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  KeycloakAdmin(String url, String password) {
    this.url = url;
    this.password = password;
  }

  String url() {
    return url;
  }

  /**
   * @return the id of what was made
   */
  String post(String path, Map<String, Object> json) throws IOException, InterruptedException {
    String location =
        send(authorized(path).POST(body(json))).headers().firstValue("Location").orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  void put(String path, Map<String, Object> json) throws IOException, InterruptedException {
    send(authorized(path).PUT(body(json)));
  }

  void delete(String path) throws IOException, InterruptedException {
    send(authorized(path).DELETE());
  }

  Map<String, Object> get(String path) throws IOException, InterruptedException {
    return json(send(authorized(path)).body());
  }

  String read(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path))).body();
  }

  Map<String, Object> form(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    StringJoiner form = new StringJoiner("&");
    fields.forEach((name, value) -> form.add(name + '=' + URLEncoder.encode(value, UTF_8)));
    return json(
        send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())))
            .body());
  }

  /** A token of the administrator lives for a minute: each request gets its own. */
  private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
    Map<String, Object> tokens =
        form(
            "/realms/master/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                NAME,
                "password",
                password));
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + tokens.get("access_token"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          answer.request().uri().getPath() + " answered " + answer.statusCode() + answer.body());
    }
    return answer;
  }

  private static HttpRequest.BodyPublisher body(Map<String, Object> json) {
    return HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(json));
  }

  private static Map<String, Object> json(String text) throws IOException {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException notJson) {
      throw new IOException("no JSON", notJson);
    }
  }
}
