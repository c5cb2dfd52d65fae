package io.tokenrelay.smoke;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A key of a realm, which Keycloak calls a key provider.
 *
 * @param config in Keycloak's own words
 */
record KeycloakKey(String name, String provider, Map<String, String> config) {
  static final String TYPE = "org.keycloak.keys.KeyProvider";

  /** One that Keycloak makes. */
  static KeycloakKey of(String algorithm) {
    return switch (algorithm) {
      case "ES256" ->
          new KeycloakKey(algorithm, "ecdsa-generated", Map.of("ecdsaEllipticCurveKey", "P-256"));
      case "EdDSA" ->
          new KeycloakKey(algorithm, "eddsa-generated", Map.of("eddsaEllipticCurveKey", "Ed25519"));
      default -> new KeycloakKey(algorithm, "rsa-generated", Map.of("algorithm", algorithm));
    };
  }

  /** One for encryption, which is ours: only so can a test sign with it. */
  static KeycloakKey forEncryption(String privateKeyInPem) {
    return new KeycloakKey(
        "encryption", "rsa-enc", Map.of("algorithm", "RSA-OAEP", "privateKey", privateKeyInPem));
  }

  KeycloakKey named(String other) {
    return new KeycloakKey(other, provider, config);
  }

  /** The active key of the highest priority signs. */
  KeycloakKey withPriority(int priority) {
    return with("priority", Integer.toString(priority));
  }

  /** Disabled, it is no longer published. */
  KeycloakKey disabled() {
    return with("enabled", "false").with("active", "false");
  }

  private KeycloakKey with(String property, String value) {
    Map<String, String> all = new HashMap<>(config);
    all.put(property, value);
    return new KeycloakKey(name, provider, all);
  }

  Map<String, Object> json() {
    Map<String, Object> lists = new HashMap<>();
    config.forEach((property, value) -> lists.put(property, List.of(value)));
    return Map.of("name", name, "providerId", provider, "config", lists);
  }
}
