package io.tokenrelay.agent.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms.Kind;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private final Alarms alarms = new Alarms();

  @Test
  void standsUntilItIsLowered() {
    assertThat(alarms.raise(Kind.OPEN_DOOR, "glassfish", "GlassFish is open")).isTrue();
    assertThat(alarms.of(Kind.OPEN_DOOR)).containsExactly("GlassFish is open");

    alarms.lower(Kind.OPEN_DOOR, "glassfish");

    assertThat(alarms.of(Kind.OPEN_DOOR)).isEmpty();
    assertThat(alarms.raise(Kind.OPEN_DOOR, "glassfish", "GlassFish is open")).isTrue();
  }

  @Test
  void isNewOnlyOnce() {
    alarms.raise(Kind.DEGRADED, "okhttp3", "okhttp3 is off");

    assertThat(alarms.raise(Kind.DEGRADED, "okhttp3", "okhttp3 is off in two loaders")).isFalse();
    assertThat(alarms.of(Kind.DEGRADED)).containsExactly("okhttp3 is off in two loaders");
  }

  @Test
  void isUnreadyWhereItDoesNotServeAsConfiguredButNotForAnInstrumentationOrAnIssuer() {
    alarms.raise(Kind.DEGRADED, "okhttp3", "okhttp3 is off");
    alarms.raise(Kind.WITHOUT_KEYS, "staff", "no keys of staff");
    assertThat(alarms.unready()).isEmpty();

    alarms.raise(Kind.CLOSED, "configuration", "tokenrelay.mode=enforced");
    alarms.raise(Kind.OPEN_DOOR, "x", "x is open");

    assertThat(alarms.unready()).containsExactly("x is open", "tokenrelay.mode=enforced");
    assertThat(alarms.degraded()).containsExactly("no keys of staff", "okhttp3 is off");
  }

  @Test
  void keepsRoomForEachKind() {
    for (int i = 0; i < 1_000; i++) {
      alarms.raise(Kind.DEGRADED, "loader " + i, "off");
    }

    assertThat(alarms.of(Kind.DEGRADED)).hasSize(64);
    assertThat(alarms.raise(Kind.OPEN_DOOR, "x", "x is open")).isTrue();
  }
}
