package io.tokenrelay.smoke.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody wanted requests to be rejected, and slipped. No slip opens the door: nothing is served
 * but the health check, and one ERROR names what is wrong.
 */
class OpenedByATypoIT {
  /**
   * A slip.
   *
   * @param named by the ERROR
   * @param options all that is set
   */
  private record Slip(String named, List<String> options) {
    @Override
    public String toString() {
      return named;
    }
  }

  static Stream<Slip> slips() throws Exception {
    return Stream.of(
        slip("tokenrelay.mode=enforcing", "-Dtokenrelay.mode=enforcing"),
        slip(
            "tokenrelay.algorithms=RS265",
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.algorithms=RS265"),
        slip(
            "tokenrelay.enforce.rule.admn.required-scopes",
            "-Dtokenrelay.enforce.rules=admin",
            "-Dtokenrelay.enforce.rule.admin.paths=/admin/**",
            "-Dtokenrelay.enforce.rule.admn.required-scopes=admin"),
        slip(
            "tokenrelay.enforce.rule.all.methods",
            "-Dtokenrelay.mode=enforce-present",
            "-Dtokenrelay.enforce.rules=all",
            "-Dtokenrelay.enforce.rule.all.methods=GTE GET"),
        slip("tokenrelay.mode", "-Dtokenrelay.mode=" + Users.ISSUER.token("alice")),
        slip("tokenrelay.enfroce.rules", "-Dtokenrelay.enfroce.rules=admin"),
        slip(
            "tokenrelay.instrumentation.tomcat.enabled=flase",
            argument("mode=enforce,instrumentation.tomcat.enabled=flase")),
        slip("tokenrelay.mode", inAFile("tokenrelay.mode=enforce", "tokenrelay.mode=observe")),
        new Slip(
            "tokenrelay.issuer.second.jwks-uri",
            List.of(
                "-Dtokenrelay.mode=enforce",
                "-Dtokenrelay.issuers=first,second",
                "-Dtokenrelay.issuer.first.uri=" + TestIssuer.ISSUER,
                "-Dtokenrelay.issuer.first.jwks-file=" + Program.keys(),
                "-Dtokenrelay.issuer.second.uri=https://second.test",
                "-Dtokenrelay.issuer.second.jwks-uri=htps:/second.test/keys")),
        new Slip("tokenrelay.issuer", List.of("-Dtokenrelay.mode=enforce")));
  }

  @ParameterizedTest
  @MethodSource("slips")
  @Execution(ExecutionMode.CONCURRENT)
  void noSlipOpensTheDoor(Slip slip) throws Exception {
    try (Program door = start(slip.options)) {
      assertThat(door.status("/orders", null)).isIn(401, 503);
      assertThat(door.status("/admin/x", null)).isIn(401, 503);
      assertThat(door.status("/admin/x", Users.ISSUER.forgedToken("alice"))).isIn(401, 503);
      assertThat(door.status("/admin/x", Users.ISSUER.token("alice"))).isIn(401, 503);
      assertThat(door.status("/health", null)).isEqualTo(200);
      assertThat(door.log())
          .filteredOn(line -> line.contains("ERROR"))
          .singleElement()
          .asString()
          .contains("503", slip.named);
    }
  }

  @Test
  void withoutASlipGoodTokensAreServed() throws Exception {
    try (Program door = start(slip("", "-Dtokenrelay.mode=enforce").options)) {
      assertThat(door.status("/orders", null)).isEqualTo(401);
      assertThat(door.status("/orders", Users.ISSUER.token("alice"))).isEqualTo(200);
      assertThat(door.log()).noneMatch(line -> line.contains("ERROR"));
    }
  }

  private static Program start(List<String> options) throws Exception {
    return Program.start(Jdk.running(), "Door", options);
  }

  private static Slip slip(String named, String... options) {
    return new Slip(named, Program.issuer(options));
  }

  private static String argument(String argument) {
    return "-javaagent:" + Installation.fromSystemProperties().agent() + "=" + argument;
  }

  private static String inAFile(String... lines) throws Exception {
    Path file = Files.createTempFile("tokenrelay", ".properties");
    file.toFile().deleteOnExit();
    return "-Dtokenrelay.config-file=" + Files.writeString(file, String.join("\n", lines));
  }
}
