package io.tokenrelay.agent.verify.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import io.tokenrelay.agent.verify.signature.Ed25519Keys;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK Set (RFC 7517 §5), each key on its own: a key that is off its curve, of an unknown
 * kind or too weak affects no other. Certificates beside a key are ignored. A key published with
 * its private part is refused: anyone who can read it can sign.
 */
final class KeyDocument {
  private final Set<String> allowed;
  private final List<VerificationKey> keys = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> disallowed = new ArrayList<>();
  private final Set<String> otherKeyIds = new HashSet<>();

  private KeyDocument(Set<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * @param from where the text comes from, for messages
   */
  static LoadedKeys parse(String json, String from, Set<String> allowed, long maxAgeSeconds)
      throws KeysNotLoadedException {
    List<@Nullable JsonObject> entries = entries(json, from);
    if (entries == null) {
      throw new KeysNotLoadedException(
          from + " is JSON but not a key set: it has no list \"keys\"");
    }
    KeyDocument document = new KeyDocument(allowed);
    for (JsonObject entry : entries) {
      document.add(entry);
    }
    if (document.keys.isEmpty()) {
      document.refused.addAll(document.disallowed);
    }
    return new LoadedKeys(
        KeySet.published(Collections.unmodifiableList(document.keys), document.otherKeyIds),
        maxAgeSeconds,
        document.refused);
  }

  /** Parses a JSON object; the exception says what is wrong with it. */
  static JsonObject object(String json, String from) throws KeysNotLoadedException {
    try {
      return JsonObject.document(json);
    } catch (MalformedJsonException e) {
      throw notJson(json, from);
    }
  }

  private static @Nullable List<@Nullable JsonObject> entries(String json, String from)
      throws KeysNotLoadedException {
    try {
      return JsonObject.document(json).objects("keys");
    } catch (MalformedJsonException e) {
      throw notJson(json, from);
    }
  }

  private static KeysNotLoadedException notJson(String json, String from) {
    boolean isMarkup = JsonObject.withoutMark(json).trim().startsWith("<");
    return new KeysNotLoadedException(
        from + (isMarkup ? " is HTML or XML, not JSON" : " is not JSON"));
  }

  private void add(@Nullable JsonObject jwk) {
    if (jwk == null) {
      refused.add("an entry is not a JSON object, or cannot be read as one");
      return;
    }
    try {
      if (isForSignatures(jwk)) {
        keys.add(key(jwk));
        return;
      }
    } catch (DisallowedKeyException e) {
      disallowed.add(line(jwk, e));
    } catch (UnusableKeyException
        | ParseException
        | JOSEException
        | GeneralSecurityException
        | RuntimeException e) {
      refused.add(line(jwk, e));
    }
    Object keyId = jwk.get("kid");
    if (keyId instanceof String) {
      otherKeyIds.add((String) keyId);
    }
  }

  private static String line(JsonObject jwk, Exception e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return NotFetchedException.printable("key " + jwk.get("kid") + ": " + reason);
  }

  /**
   * {@code use} and {@code key_ops} (RFC 7517 §4.2, §4.3); an encryption key is nothing unusual.
   */
  private static boolean isForSignatures(JsonObject jwk) {
    Object use = jwk.get("use");
    Object operations = jwk.get("key_ops");
    return (use == null || use.equals("sig"))
        && (operations == null
            || (operations instanceof List && ((List<?>) operations).contains("verify")));
  }

  private VerificationKey key(JsonObject jwk)
      throws UnusableKeyException, ParseException, GeneralSecurityException, JOSEException {
    if (jwk.get("d") != null) {
      throw new UnusableKeyException("its private part is published: the key must be replaced");
    }
    return VerificationKey.of(publicKey(jwk), text(jwk, "kid"), text(jwk, "alg"), allowed);
  }

  /** Built and not parsed by Nimbus, whose parser brings a JSON library to life. */
  private static PublicKey publicKey(JsonObject jwk)
      throws UnusableKeyException, ParseException, GeneralSecurityException, JOSEException {
    String type = String.valueOf(jwk.get("kty"));
    switch (type) {
      case "RSA":
        return new RSAKey.Builder(number(jwk, "n"), number(jwk, "e")).build().toRSAPublicKey();
      case "EC":
        Curve curve = Curve.parse(required(jwk, "crv"));
        return new ECKey.Builder(curve, number(jwk, "x"), number(jwk, "y")).build().toECPublicKey();
      case "OKP":
        return edwards(jwk);
      default:
        throw new UnusableKeyException("kty " + type + " is not used for published keys");
    }
  }

  private static PublicKey edwards(JsonObject jwk)
      throws UnusableKeyException, GeneralSecurityException, ParseException {
    String x = text(jwk, "x");
    if (x == null || !Curve.Ed25519.getName().equals(jwk.get("crv"))) {
      throw new UnusableKeyException("of the Edwards curves only Ed25519 is used");
    }
    try {
      return Ed25519Keys.key(Base64.getUrlDecoder().decode(x));
    } catch (NoSuchAlgorithmException e) {
      throw new UnusableKeyException(
          "Java "
              + System.getProperty("java.version")
              + " does not support Ed25519 (15 and later do): its tokens cannot be verified here");
    }
  }

  private static Base64URL number(JsonObject jwk, String name)
      throws UnusableKeyException, ParseException {
    return new Base64URL(required(jwk, name));
  }

  private static String required(JsonObject jwk, String name)
      throws UnusableKeyException, ParseException {
    String value = text(jwk, name);
    if (value == null || value.isEmpty()) {
      throw new UnusableKeyException("it has no " + name);
    }
    return value;
  }

  private static @Nullable String text(JsonObject jwk, String name) throws ParseException {
    try {
      return jwk.string(name);
    } catch (MalformedJsonException e) {
      throw new ParseException(name + " is not a string", 0);
    }
  }
}
