package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.tokenrelay.agent.main.config.Given;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Check check =
      new Check(new PrintStream(out, true), new PrintStream(new ByteArrayOutputStream(), true));

  @Test
  void saysThatAllIsWell() throws Exception {
    int status =
        check.run(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.jwks-file", keys().toString())
                .andEnvironment("TOKENRELAY_AUDIENCES", "orders")
                .layers());

    assertThat(lines())
        .anyMatch(line -> line.matches(" +tokenrelay.mode +observe \\(default\\)"))
        .anyMatch(line -> line.matches(" +tokenrelay.issuer +https://idp.example \\(system.*"))
        .anyMatch(line -> line.matches(" +tokenrelay.audiences +orders \\(environment\\)"))
        .anyMatch(line -> line.startsWith("issuer default: "))
        .anyMatch(line -> line.matches("signatures are verified by: SunRsaSign \\(RS256 .*ES256.*"))
        .noneMatch(line -> line.startsWith("wrong: "))
        .endsWith("all is well");
    assertThat(status).isZero();
  }

  @Test
  void saysWhatIsWrongInOneLineEach() {
    int status =
        check.run(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.jwks-file", folder.resolve("absent.json").toString())
                .andProperty("tokenrelay.mode", "strict")
                .andProperty("tokenrelay.propagation.deny", "https://")
                .andProperty("tokenrelay.isuer", "x")
                .layers());

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("wrong: tokenrelay.mode=strict is not one of"))
        .anyMatch(line -> line.startsWith("wrong: tokenrelay.isuer is unknown"))
        .anyMatch(line -> line.startsWith("wrong: tokenrelay.propagation.deny: "))
        .anyMatch(line -> line.startsWith("wrong: issuer default: ") && line.contains("jwks-file"))
        .anyMatch(line -> line.startsWith("note: issuer default: tokens for any audience"))
        .filteredOn(line -> line.startsWith("wrong: "))
        .hasSize(4);
  }

  @Test
  void saysWhyAProviderIsNotUsed() throws Exception {
    int status =
        check.run(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.jwks-file", keys().toString())
                .andProperty("tokenrelay.crypto.provider-dir", folder.toString())
                .layers());

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("signatures are verified by: SunRsaSign"))
        .filteredOn(line -> line.startsWith("wrong: "))
        .singleElement()
        .asString()
        .startsWith("wrong: tokenrelay.crypto.provider-dir=" + folder)
        .contains("there is no jar");
  }

  @Test
  void saysThatNoIssuerIsConfigured() {
    assertThat(check.run(Given.nothing().layers())).isEqualTo(1);
    assertThat(lines()).anyMatch(line -> line.contains("no issuer is configured"));
  }

  private Path keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAKey key = new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID("k1").build();
    Path file = folder.resolve("keys.json");
    Files.write(file, new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private String[] lines() {
    return out.toString().split("\\R");
  }
}
