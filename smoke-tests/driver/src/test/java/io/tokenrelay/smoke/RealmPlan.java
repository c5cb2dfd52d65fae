package io.tokenrelay.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a realm is made with: its keys, the client {@code shop}, whose access tokens are for the
 * audience {@code shop}, and a few users whose password is their name. Hashing passwords would cost
 * more than all the rest, so it is kept short.
 */
record RealmPlan(String name, String algorithm, List<KeycloakKey> keys) {
  static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  static final String CLIENT = "shop";
  static final String SECRET = "the-shop-itself";

  static RealmPlan signingWith(String algorithm) {
    return new RealmPlan("shop-" + algorithm.toLowerCase(Locale.ROOT), algorithm, List.of())
        .with(KeycloakKey.of(algorithm).withPriority(100));
  }

  RealmPlan named(String other) {
    return new RealmPlan(other, algorithm, keys);
  }

  RealmPlan with(KeycloakKey key) {
    List<KeycloakKey> all = new ArrayList<>(keys);
    all.add(key);
    return new RealmPlan(name, algorithm, all);
  }

  Map<String, Object> json() {
    return Map.of(
        "realm",
        name,
        "enabled",
        true,
        "accessTokenLifespan",
        600,
        "defaultSignatureAlgorithm",
        algorithm,
        "passwordPolicy",
        "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)",
        "users",
        USERS.stream().map(RealmPlan::user).toList(),
        "clients",
        List.of(client()),
        "components",
        Map.of(KeycloakKey.TYPE, keys.stream().map(KeycloakKey::json).toList()));
  }

  private static Map<String, Object> user(String name) {
    return Map.of(
        "username",
        name,
        "enabled",
        true,
        "email",
        name + "@customers.example",
        "emailVerified",
        true,
        "firstName",
        name,
        "lastName",
        "Customer",
        "credentials",
        List.of(Map.of("type", "password", "value", name)));
  }

  private static Map<String, Object> client() {
    return Map.of(
        "clientId",
        CLIENT,
        "secret",
        SECRET,
        "publicClient",
        false,
        "serviceAccountsEnabled",
        true,
        "directAccessGrantsEnabled",
        true,
        "protocolMappers",
        List.of(audience()));
  }

  private static Map<String, Object> audience() {
    return Map.of(
        "name", "for the shop",
        "protocol", "openid-connect",
        "protocolMapper", "oidc-audience-mapper",
        "config", Map.of("included.custom.audience", "shop", "access.token.claim", "true"));
  }
}
