package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** The demo tells the truth, the other way round: without a working agent it fails and says why. */
class DemoIT {
  @Test
  void failsWhenTheAgentIsSwitchedOff() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Scenario off =
        Scenario.of("demo-switched-off", Jdk.running(), Installation.fromSystemProperties().agent())
            .with("tokenrelay.enabled", "false");

    int status = Demo.run(off, new PrintStream(printed, true, UTF_8));

    assertThat(status).isEqualTo(1);
    assertThat(printed.toString(UTF_8))
        .contains("FAILED, not observed:")
        .contains("orders received 100 requests, each with the token of the user who sent it")
        .doesNotContain("eyJ");
  }

  @Test
  void succeedsWithTheAgent() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Scenario on =
        Scenario.of("demo-test", Jdk.running(), Installation.fromSystemProperties().agent());

    int status = Demo.run(on, new PrintStream(printed, true, UTF_8));

    assertThat(status).as(printed.toString(UTF_8)).isEqualTo(0);
    assertThat(printed.toString(UTF_8)).doesNotContain("eyJ");
    Logs.holdNoToken(
        Installation.fromSystemProperties().home().resolve("driver/target/estates/demo-test"));
  }

  @Test
  void showsWhatAMintingGatewaySaves() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Scenario on =
        Scenario.of("demo-edge-test", Jdk.running(), Installation.fromSystemProperties().agent());

    int status = EdgeDemo.run(on, new PrintStream(printed, true, UTF_8));

    assertThat(status).as(printed.toString(UTF_8)).isEqualTo(0);
    assertThat(printed.toString(UTF_8)).contains("minted, ES256").doesNotContain("eyJ");
    Logs.holdNoToken(
        Installation.fromSystemProperties().home().resolve("driver/target/estates/demo-edge-test"));
  }
}
