package io.tokenrelay.agent.main.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.meter.Alarms;
import org.junit.jupiter.api.Test;

/** The switch of enforcement while the configuration changes: what was last said counts. */
class EnforcementSwitchTest {
  private static final Config OBSERVE = mode("observe").config();
  private static final Config ENFORCE = mode("enforce").config();
  private static final Config OPEN =
      mode("enforce").andProperty("tokenrelay.enforce.enabled", "false").config();

  private final Alarms alarms = new Alarms();
  private final EnforcementSwitch enforcement = new EnforcementSwitch(ENFORCE, alarms);

  private static Given mode(String mode) {
    return Given.property("tokenrelay.issuer", "https://idp.example")
        .andProperty("tokenrelay.mode", mode);
  }

  @Test
  void opensAndShutsTheDoorAsTheConfigurationSays() {
    enforcement.follow(ENFORCE, OPEN);
    assertThat(enforcement.isOn()).isFalse();
    assertThat(alarms.unready()).hasSize(1);
    enforcement.follow(OPEN, ENFORCE);
    assertThat(enforcement.isOn()).isTrue();
    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void staysWhereJmxHasPutItWhenSomethingElseChanges() {
    enforcement.set(false);
    enforcement.follow(ENFORCE, mode("enforce-present").config());
    assertThat(enforcement.isOn()).isFalse();
    assertThat(alarms.unready()).hasSize(1);
    enforcement.set(true);
    enforcement.follow(OPEN, OPEN);
    assertThat(enforcement.isOn()).isTrue();
  }

  @Test
  void reportsNoOpenDoorWhereNothingIsToBeEnforcedAnyMore() {
    enforcement.set(false);
    enforcement.follow(ENFORCE, OBSERVE);
    assertThat(alarms.unready()).isEmpty();
    enforcement.follow(OBSERVE, ENFORCE);
    assertThat(enforcement.isOn()).as("nobody has shut it").isFalse();
    assertThat(alarms.unready()).as("and that is said").hasSize(1);
  }
}
