package io.tokenrelay.agent.main.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayingSwitchTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream standardError = System.err;
  private final Alarms alarms = new Alarms();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true));
  }

  @AfterEach
  void stopListening() {
    System.setErr(standardError);
  }

  @Test
  void saysOnceThatItIsOffAndOnceThatItIsOnAgain() {
    RelayingSwitch relaying = new RelayingSwitch(true, alarms);

    relaying.set(false);
    relaying.set(false);
    assertThat(relaying.asked().isOn()).isFalse();
    assertThat(alarms.degraded()).singleElement().asString().startsWith("relaying is switched off");
    assertThat(alarms.unready()).isEmpty();
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("[tokenrelay] WARN relaying is switched off (JMX: Enabled is false)");

    relaying.set(true);
    relaying.set(true);
    assertThat(relaying.asked().isOn()).isTrue();
    assertThat(alarms.degraded()).isEmpty();
    assertThat(lines()).hasSize(2);
    assertThat(lines()[1]).startsWith("[tokenrelay] WARN relaying is switched on again");
  }

  @Test
  void saysNothingOfHowItStarts() {
    new RelayingSwitch(true, alarms);
    assertThat(alarms.degraded()).isEmpty();

    new RelayingSwitch(false, alarms);
    assertThat(alarms.degraded()).hasSize(1);
    assertThat(written.toString()).isEmpty();
  }

  private String[] lines() {
    return written.toString().split("\\R");
  }
}
