package io.tokenrelay.smoke;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One realm of a Keycloak, as a client and its administrator see it; see {@link RealmPlan}. */
final class KeycloakRealm implements Issuer {
  private final KeycloakAdmin admin;
  private final String name;

  KeycloakRealm(KeycloakAdmin admin, String name) {
    this.admin = admin;
    this.name = name;
  }

  @Override
  public String uri() {
    return admin.url() + "/realms/" + name;
  }

  @Override
  public String keys() throws IOException, InterruptedException {
    return admin.read("/realms/" + name + "/protocol/openid-connect/certs");
  }

  @Override
  public String token(String user) throws IOException, InterruptedException {
    return grantTo(user).access();
  }

  /** All that a user gets by the password. */
  Granted grantTo(String user) throws IOException, InterruptedException {
    return grant(
        Map.of("grant_type", "password", "username", user, "password", user, "scope", "openid"));
  }

  /** The access token of the client itself. */
  String ofTheClient() throws IOException, InterruptedException {
    return grant(Map.of("grant_type", "client_credentials")).access();
  }

  /**
   * Adds a key, and signs with it when no key has a higher priority.
   *
   * @return its id
   */
  String add(KeycloakKey key) throws IOException, InterruptedException {
    return admin.post(components(), component(key));
  }

  void change(String id, KeycloakKey key) throws IOException, InterruptedException {
    Map<String, Object> component = component(key);
    component.put("id", id);
    admin.put(components() + '/' + id, component);
  }

  void remove(String id) throws IOException, InterruptedException {
    admin.delete(components() + '/' + id);
  }

  /**
   * Ends the sessions of a user, and with them the tokens that were given for them.
   *
   * @param id the subject of the user's tokens
   */
  void logOut(String id) throws IOException, InterruptedException {
    admin.post("/admin/realms/" + name + "/users/" + id + "/logout", Map.of());
  }

  /** The id of a key that is known by its key id. */
  String idOf(String kid) throws IOException, InterruptedException {
    for (Object each : (List<?>) admin.get("/admin/realms/" + name + "/keys").get("keys")) {
      Map<?, ?> key = (Map<?, ?>) each;
      if (kid.equals(key.get("kid"))) {
        return (String) key.get("providerId");
      }
    }
    throw new IllegalArgumentException("no key " + kid);
  }

  private String components() {
    return "/admin/realms/" + name + "/components";
  }

  private Map<String, Object> component(KeycloakKey key) throws IOException, InterruptedException {
    Map<String, Object> component = new HashMap<>(key.json());
    component.put("providerType", KeycloakKey.TYPE);
    component.put("parentId", admin.get("/admin/realms/" + name).get("id"));
    return component;
  }

  private Granted grant(Map<String, String> by) throws IOException, InterruptedException {
    Map<String, String> form = new HashMap<>(by);
    form.put("client_id", RealmPlan.CLIENT);
    form.put("client_secret", RealmPlan.SECRET);
    Map<String, Object> answer =
        admin.form("/realms/" + name + "/protocol/openid-connect/token", form);
    return new Granted(
        (String) answer.get("access_token"),
        (String) answer.getOrDefault("id_token", ""),
        (String) answer.getOrDefault("refresh_token", ""));
  }

  /** An answer of the token endpoint. */
  record Granted(String access, String id, String refresh) {}
}
