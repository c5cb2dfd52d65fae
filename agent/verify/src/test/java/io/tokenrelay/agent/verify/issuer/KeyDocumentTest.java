package io.tokenrelay.agent.verify.issuer;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.Await;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.CapturedLog;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.TestKeys;
import io.tokenrelay.agent.verify.Verifiers;
import io.tokenrelay.agent.verify.signature.Ed25519Keys;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that cannot or must not be used costs itself only, and the operator reads its name. */
class KeyDocumentTest {
  private static final Signer GOOD = Signer.rsa("good");
  private static final Signer EC = Signer.ec("e", "secp256r1");
  private static final BigInteger MODULUS = ((RSAPublicKey) GOOD.pair.getPublic()).getModulus();

  @TempDir Path directory;

  private static String rsa(BigInteger modulus, BigInteger exponent) {
    return jwk("\"kty\":\"RSA\",\"n\":\"" + part(modulus) + "\",\"e\":\"" + part(exponent) + "\"");
  }

  private static String ec(String curve, byte[] x, byte[] y) {
    return jwk(
        String.format(
            "\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"",
            curve, Signer.encode(x), Signer.encode(y)));
  }

  private static String okp(String curve, byte[] x) {
    return jwk(
        "\"kty\":\"OKP\",\"crv\":\"" + curve + "\",\"x\":\"" + Signer.encode(x) + "\",\"y\":1");
  }

  private static String jwk(String members) {
    return "{\"kid\":\"bad-1\"," + members + "}";
  }

  private static String part(BigInteger number) {
    return Signer.encode(number.toByteArray());
  }

  private static byte[] ones(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }

  private static byte[] smallOrder(String hex) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(i * 2, i * 2 + 2), 16);
    }
    return bytes;
  }

  static List<Object[]> refused() {
    BigInteger f4 = BigInteger.valueOf(65_537);
    return Arrays.asList(
        new Object[][] {
          {"RSA of 512 bits", rsa(MODULUS.shiftRight(1536).setBit(0), f4), "512 bits is too weak"},
          {"RSA of 2047 bits", rsa(MODULUS.shiftRight(1).setBit(0), f4), "2047 bits is too weak"},
          {"RSA of 8193 bits", rsa(BigInteger.ONE.shiftLeft(8_192).setBit(0), f4), "too slow"},
          {"an even modulus", rsa(MODULUS.clearBit(0), f4), "modulus is invalid"},
          {"exponent 1", rsa(MODULUS, BigInteger.ONE), "exponent"},
          {"an even exponent", rsa(MODULUS, f4.add(BigInteger.ONE)), "exponent is invalid"},
          {
            "an exponent of 65 bits",
            rsa(MODULUS, BigInteger.ONE.shiftLeft(64).setBit(0)),
            "exponent is invalid"
          },
          {"no modulus", jwk("\"kty\":\"RSA\",\"e\":\"AQAB\""), "n"},
          {"no exponent", jwk("\"kty\":\"RSA\",\"n\":\"" + part(MODULUS) + "\""), "e"},
          {"a point off the curve", ec("P-256", ones(32), ones(32)), "curve"},
          {"a point at zero", ec("P-256", new byte[32], new byte[32]), "curve"},
          {"a coordinate too long", ec("P-256", ones(64), ones(64)), "curve"},
          {"no curve", jwk("\"kty\":\"EC\",\"x\":\"AQ\",\"y\":\"AQ\""), "it has no crv"},
          {"an unknown curve", ec("P-999", ones(32), ones(32)), ""},
          {"a curve that is not offered", ec("secp256k1", ones(32), ones(32)), ""},
          {"Ed448", okp("Ed448", ones(57)), "only Ed25519"},
          {"X25519", okp("X25519", ones(32)), "only Ed25519"},
          {"Ed25519 without x", jwk("\"kty\":\"OKP\",\"crv\":\"Ed25519\""), "only Ed25519"},
          {"an unknown kty", jwk("\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\""), "kty AKP"},
          {"a published secret", jwk("\"kty\":\"oct\",\"k\":\"AAAA\""), "kty oct"},
          {"no kty", jwk("\"n\":\"AQ\""), "kty"},
          {"alg of another kty", GOOD.jwk("\"alg\":\"ES256\"").replace("good", "bad-1"), "fits no"},
          {
            "alg of another curve",
            EC.jwk("\"alg\":\"ES384\"").replace("\"e\"", "\"bad-1\""),
            "fits"
          },
          {"alg none", GOOD.jwk("\"alg\":\"none\"").replace("good", "bad-1"), "fits no"},
          {"alg a number", GOOD.jwk("\"alg\":256").replace("good", "bad-1"), "alg"},
          {"its private part", GOOD.jwk("\"d\":\"AQ\"").replace("good", "bad-1"), "private part"},
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void warnsOfAKeyThatIsNotUsedByItsName(String what, String jwk, String why) throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      Path file = Verifiers.file(directory, "jwks", Signer.jwks(jwk, GOOD.jwk()));
      IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
      try (CachingTokenVerifier verifier = Verifiers.verifier(issuer, new Counters())) {
        assertThat(verifier.verify(GOOD.token("RS256", Verifiers.claims("")), UNLIMITED).outcome())
            .as("the other keys are used")
            .isEqualTo(Outcome.VALID);
        Await.until("it was logged", () -> !log.warnings().isEmpty());
      }
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("issuer main: not used: key bad-1: ", why);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"RSA\",\"odd\":\"\\ud83d\"}",
        "{\"kty\":\"RSA\",\"odd\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
        "{\"kty\":\"RSA\",\"kty\":\"EC\"}",
        "{kty:\"RSA\"}",
        "\"a string\""
      })
  void anEntryThatCannotBeReadCostsItself(String entry) throws Exception {
    for (LoadedKeys loaded : Arrays.asList(load(entry, GOOD.jwk()), load(GOOD.jwk(), entry))) {
      assertThat(loaded.keys().keys()).hasSize(1);
      assertThat(loaded.refused()).singleElement().asString().startsWith("an entry is not");
    }
  }

  @Test
  void isSilentAboutKeysThatAreForSomethingElse() throws Exception {
    LoadedKeys loaded =
        load(
            GOOD.jwk("\"use\":\"enc\",\"alg\":\"RSA-OAEP\""),
            GOOD.jwk("\"key_ops\":[\"encrypt\",\"wrapKey\"]"),
            GOOD.jwk());
    assertThat(loaded.refused()).isEmpty();
    assertThat(loaded.keys().keys()).hasSize(1);
  }

  @Test
  void readsNoCertificates() throws Exception {
    assertThat(load(GOOD.jwk("\"x5c\":[\"no certificate\"],\"x5t\":\"AAAA\"")).refused()).isEmpty();
  }

  @Test
  void isSilentAboutSoundKeysForAlgorithmsThatAreNotAllowed() throws Exception {
    String jwks = Signer.jwks(GOOD.jwk(), EC.jwk(), Signer.rsa("weak", 1024).jwk());
    LoadedKeys es = KeyDocument.parse(jwks, "here", Collections.singleton("ES256"), -1);
    assertThat(es.keys().keys()).hasSize(1);
    assertThat(es.refused()).singleElement().asString().contains("key weak", "too weak");
  }

  @Test
  void reportsDisallowedKeysIfThereAreNoOthers() throws Exception {
    LoadedKeys es =
        KeyDocument.parse(Signer.jwks(GOOD), "here", Collections.singleton("ES256"), -1);
    assertThat(es.keys().keys()).isEmpty();
    assertThat(es.refused())
        .singleElement()
        .asString()
        .contains("key good: it is for none of the allowed algorithms");
  }

  private static LoadedKeys load(String... jwks) throws KeysNotLoadedException {
    return KeyDocument.parse(Signer.jwks(jwks), "here", IssuerSettings.PUBLIC_KEY_ALGORITHMS, -1);
  }

  /** With such a key, R at the neutral point and S at zero sign one message in eight, or all. */
  @ParameterizedTest
  @MethodSource("smallOrderPoints")
  @EnabledForJreRange(min = JRE.JAVA_15)
  void refusesEd25519KeysWithWhichAnyoneCanSign(String hex) throws Exception {
    byte[] x = smallOrder(hex);
    assertThat(load(okp("Ed25519", x), GOOD.jwk()).refused())
        .singleElement()
        .asString()
        .contains("key bad-1: its Ed25519 key is a point of small order");
    assertThat(messagesSignedByNobody(Ed25519Keys.key(x))).isPositive();
  }

  static List<String> smallOrderPoints() {
    return Arrays.asList(
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
  }

  private static int messagesSignedByNobody(PublicKey key) throws Exception {
    byte[] forged = new byte[64];
    forged[0] = 1;
    int signed = 0;
    for (byte message = 0; message < 100; message++) {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      signed += check.verify(forged) ? 1 : 0;
    }
    return signed;
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_15)
  void usesEd25519WhereTheRuntimeHasIt() throws Exception {
    assertThat(load(Signer.ed25519("ed").jwk()).keys().candidates("ed", "EdDSA")).hasSize(1);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_14)
  void saysThatTheRuntimeHasNoEd25519() throws Exception {
    byte[] x = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(load(okp("Ed25519", x), GOOD.jwk()).refused())
        .singleElement()
        .asString()
        .contains(
            "key bad-1: Java " + System.getProperty("java.version") + " does not support Ed25519");
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
            + "-----END PUBLIC KEY-----\n";
    assertThatThrownBy(() -> PemKeys.parse(pem, "here", IssuerSettings.PUBLIC_KEY_ALGORITHMS))
        .hasMessageContaining(
            "Java " + System.getProperty("java.version") + " does not support Ed25519");
  }
}
