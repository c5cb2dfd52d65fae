package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CheckCommand check =
      new CheckCommand(
          Terminal.plain(
              new ByteArrayInputStream(new byte[0]),
              new PrintWriter(out, true),
              new PrintWriter(new ByteArrayOutputStream(), true)),
          new WithAServer());

  @Test
  void saysThatAllIsWell() throws Exception {
    int status =
        check.run(
            Given.property("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.jwks-file", keys().toString())
                .andEnvironment("TOKENRELAY_AUDIENCES", "orders")
                .layers());

    assertThat(lines())
        .noneMatch(line -> line.endsWith(" (default)"))
        .anyMatch(line -> line.matches(" +tokenrelay.issuer +https://idp.example \\(system.*"))
        .anyMatch(line -> line.matches(" +tokenrelay.audiences +orders \\(environment\\)"))
        .anyMatch(line -> line.startsWith("issuer default: "))
        .anyMatch(line -> line.matches("signatures are verified by: SunRsaSign \\(RS256 .*ES256.*"))
        .noneMatch(line -> line.startsWith("wrong: "))
        .endsWith("all is well");
    assertThat(status).isZero();
  }

  @Test
  void printsWhatIsSetAndAllElseOnlyWhenItIsAsked() throws Exception {
    Given given =
        good("enforce")
            .andEnvironment("TOKENRELAY_INSTRUMENTATION_ANY_SERVER_ENABLED", "true")
            .andProperty("tokenrelay.issuers", "staff")
            .andProperty("tokenrelay.issuer.staff.audiences", "orders");
    check.run(given.layers());
    List<String> few = Arrays.asList(lines());
    out.reset();
    check.all = true;
    check.run(given.layers());
    List<String> all = Arrays.asList(lines());

    assertThat(few.get(1)).isEqualTo("set:");
    assertThat(few)
        .anyMatch(line -> line.matches(" +tokenrelay.mode +enforce \\(system property\\)"))
        .anyMatch(line -> line.matches(" +tokenrelay.*any-server.enabled +true \\(environment\\)"))
        .as("of an issuer that cannot be used")
        .anyMatch(line -> line.matches(" +tokenrelay.issuer.staff.audiences +orders \\(system.*"))
        .contains("everything else has its default; --all prints it")
        .noneMatch(line -> line.endsWith(" (default)"));
    int defaults = all.indexOf("not set, with its default:");
    assertThat(all.subList(0, defaults))
        .isEqualTo(few.subList(0, few.indexOf("everything else has its default; --all prints it")));
    assertThat(all.subList(defaults + 1, all.size()))
        .anyMatch(line -> line.matches(" +tokenrelay.dry-run +false \\(default\\)"));
  }

  @Test
  void saysThatNothingIsSet() {
    check.run(Given.nothing().layers());

    assertThat(lines()[1]).isEqualTo("nothing is set");
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
  void neverCallsADoorWellThatIsOpen() throws Exception {
    assertThat(
            check.run(good("enforce").andProperty("tokenrelay.enforce.enabled", "false").layers()))
        .isEqualTo(1);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("error: nothing is enforced: tokenrelay.enforce.enabled"))
        .doesNotContain("all is well");
  }

  @Test
  void neverCallsADisabledAgentWellWhereTokensAreToBeEnforced() throws Exception {
    assertThat(check.run(good("enforce").andProperty("tokenrelay.enabled", "false").layers()))
        .isEqualTo(1);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("error: nothing is enforced: tokenrelay.enabled=false"))
        .doesNotContain("all is well");
  }

  @Test
  void hasAStatusOfItsOwnForWhatIsAllowedAndWarnedAbout() throws Exception {
    Given rules =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.jwks-file", keys().toString())
            .andProperty("tokenrelay.audiences", "orders")
            .andProperty("tokenrelay.enforce.rules", "admin")
            .andProperty("tokenrelay.enforce.rule.admin.paths", "/admin/**");

    assertThat(check.run(rules.layers())).isEqualTo(3);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("note: tokenrelay.enforce.rules are watched"))
        .noneMatch(line -> line.startsWith("wrong: "))
        .endsWith("works, with 1 note above");
  }

  @Test
  void showsWhatStandsInThePlaceOfAValueThatIsNotAllowed() throws Exception {
    assertThat(check.run(good("enforced").layers())).isEqualTo(1);
    assertThat(lines())
        .anyMatch(
            line ->
                line.matches(" +tokenrelay.mode +enforce \\(in place of what is not allowed\\)"))
        .anyMatch(line -> line.startsWith("error: every request is answered 503"));
  }

  @Test
  void triesWhetherTheLogCanBeWrittenAndLeavesNothingBehind() throws Exception {
    Path absent = folder.resolve("absent").resolve("agent.log");
    assertThat(
            check.run(
                good("enforce").andProperty("tokenrelay.log.file", absent.toString()).layers()))
        .isEqualTo(1);
    assertThat(lines())
        .contains(
            "wrong: tokenrelay.log.file=" + absent + " cannot be written; standard error is used");

    Path fresh = folder.resolve("agent.log");
    out.reset();
    assertThat(
            check.run(
                good("enforce").andProperty("tokenrelay.log.file", fresh.toString()).layers()))
        .isZero();
    assertThat(fresh).doesNotExist();
    Files.write(fresh, "before".getBytes(StandardCharsets.UTF_8));
    assertThat(
            check.run(
                good("enforce").andProperty("tokenrelay.log.file", fresh.toString()).layers()))
        .isZero();
    assertThat(fresh).hasContent("before");
  }

  @Test
  void saysThatTheStatusPortIsTaken() throws Exception {
    Given given = good("enforce");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      given.andProperty("tokenrelay.health.http-port", String.valueOf(other.getLocalPort()));
      assertThat(check.run(given.layers())).isEqualTo(3);
    }
    assertThat(lines()).anyMatch(line -> line.startsWith("note: tokenrelay.health.http-port="));
  }

  @Test
  void saysThatAKeyOfASetIsNotUsed() throws Exception {
    Given good = good("enforce");
    Path file = folder.resolve("keys.json");
    String set = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Files.write(
        file,
        set.replace("[{", "[{\"kty\":\"x\",\"kid\":\"odd\"},{").getBytes(StandardCharsets.UTF_8));

    assertThat(check.run(good.layers())).isEqualTo(3);
    assertThat(lines()).anyMatch(line -> line.startsWith("note: issuer default: not used: "));
  }

  private Given good(String mode) throws Exception {
    return Given.property("tokenrelay.issuer", "https://idp.example")
        .andProperty("tokenrelay.jwks-file", keys().toString())
        .andProperty("tokenrelay.audiences", "orders")
        .andProperty("tokenrelay.mode", mode);
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

  /** As in the packaged agent, there is an instrumentation by which requests come in. */
  private static final class WithAServer extends ClassLoader {
    private static final String SERVICE =
        "META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation";

    WithAServer() {
      super(CheckTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE)
          ? Collections.enumeration(
              Collections.singletonList(CheckTest.class.getResource("/a-server.service")))
          : super.getResources(name);
    }
  }

  /** Named in {@code a-server.service}. */
  public static final class AnyServer extends Instrumentation {
    public AnyServer() {
      super("any-server");
    }

    @Override
    public boolean isServer() {
      return true;
    }

    @Override
    protected void weave(Weave weave) {}
  }

  private String[] lines() {
    return out.toString().split("\\R");
  }
}
