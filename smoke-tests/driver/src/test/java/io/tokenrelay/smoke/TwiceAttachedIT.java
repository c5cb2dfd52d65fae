package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The agent attached twice, by an image's {@code JAVA_TOOL_OPTIONS} and by a service's own line:
 * what the second says must not be dropped where it was to keep somebody out.
 */
class TwiceAttachedIT {
  private static final String ISSUER = "-Dtokenrelay.issuer=http://127.0.0.1/realms/shop";

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"mode=enforce, 503", "mode=enforced, 503", "enforce.rules=admin, 503"})
  void closesOnAnEnforcementThatTheFirstDoesNotKnowOf(String options, int status) throws Exception {
    try (LoneGateway gateway =
        gateway("twice-" + options.replaceAll("\\W", "-"), options, ISSUER)) {
      assertThat(gateway.checkout("a-book", "no.to.ken")).isEqualTo(status);
      assertThat(gateway.called("a-book")).isFalse();
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.contains(" ERROR ") && line.contains("attached twice"));
    }
  }

  @Test
  void honoursTheSecondWhereTheFirstHasWovenNothing() throws Exception {
    try (LoneGateway gateway =
        gateway("twice-late", "mode=enforce;issuer=http://127.0.0.1/realms/shop")) {
      assertThat(gateway.checkout("a-book", "no.to.ken")).isEqualTo(400);
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains("is answered 503"));
    }
  }

  @Test
  void saysSoWhereTheSecondSaysNothingNew() throws Exception {
    try (LoneGateway gateway =
        gateway("twice-same", "mode=enforce", ISSUER, "-Dtokenrelay.mode=enforce")) {
      assertThat(gateway.checkout("a-book", "no.to.ken")).isEqualTo(400);
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.contains(" WARN ") && line.contains("says nothing new"));
    }
  }

  @Test
  void goesOnWhereTheSecondAsksForNoEnforcement() throws Exception {
    try (LoneGateway gateway = gateway("twice-observing", "dry-run=true", ISSUER)) {
      assertThat(gateway.checkout("a-book", "no.to.ken")).isLessThan(400);
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.contains(" WARN ") && line.contains("not in effect"));
    }
  }

  private static LoneGateway gateway(String name, String second, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-javaagent:" + Installation.fromSystemProperties().agent() + '=' + second);
    return LoneGateway.start(name, all.toArray(new String[0]));
  }
}
