package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.api.OpenTelemetry;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest {
  private final Status status = new FakeStatus(new Switch(), new Counters());

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name = objectName();

  @AfterEach
  void takeBack() throws Exception {
    if (server.isRegistered(name)) {
      server.unregisterMBean(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"otel,jmx", "jmx", "otel", "none"})
  void hasAnMbeanOnceAServerIsUpWhereverTheCountersAreShown(String exporters) {
    Telemetry telemetry = new Telemetry(Arrays.asList(exporters.split(",")), true, status);
    assertThat(server.isRegistered(name)).isFalse();

    telemetry.serves();
    assertThat(server.isRegistered(name)).isTrue();

    assertThatCode(telemetry::served).as("the first request").doesNotThrowAnyException();
  }

  @Test
  void hasAnMbeanWithTheFirstRequestWhoeverHasOpenedThePort() {
    new Telemetry(Collections.singletonList("none"), true, status).served();

    assertThat(server.isRegistered(name)).isTrue();
  }

  @Test
  void hasNoMbeanWhereItIsToldNotTo() {
    Telemetry telemetry = new Telemetry(Arrays.asList("otel", "jmx"), false, status);
    telemetry.serves();
    telemetry.served();

    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void bearsASecondAgent() {
    new Telemetry(Collections.singletonList("jmx"), true, status).serves();

    assertThatCode(() -> new Telemetry(Collections.singletonList("jmx"), true, status).serves())
        .doesNotThrowAnyException();
  }

  @Test
  void triesAgainAtTheFirstRequestWhatCouldNotBeWhenThePortWasOpened() throws Exception {
    new Telemetry(Collections.singletonList("jmx"), true, status).serves();
    Telemetry telemetry = new Telemetry(Collections.singletonList("jmx"), true, status);
    telemetry.serves(); // the name is taken
    server.unregisterMBean(name);

    telemetry.served();

    assertThat(server.isRegistered(name)).isTrue();
  }

  private static ObjectName objectName() {
    try {
      return new ObjectName("io.tokenrelay:type=TokenRelay");
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isHarmlessWithoutOpenTelemetry() {
    assertThatCode(() -> OtelMeters.register(status, OpenTelemetry.noop()))
        .doesNotThrowAnyException();
  }
}
