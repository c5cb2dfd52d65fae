package io.tokenrelay.agent.main.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.api.OpenTelemetry;
import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Switch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final Status status = new FakeStatus(new Switch(), new Counters());

  @Test
  void showsTheStatusInJmxUnlessToldNotTo() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.tokenrelay:type=TokenRelay");

    new Telemetry(Collections.singletonList("none"), status).run();
    assertThat(server.isRegistered(name)).isFalse();

    new Telemetry(Arrays.asList("otel", "jmx"), status).run();
    try {
      assertThat(server.isRegistered(name)).isTrue();
      assertThatCode(() -> new Telemetry(Collections.singletonList("jmx"), status).run())
          .as("a second agent")
          .doesNotThrowAnyException();
    } finally {
      server.unregisterMBean(name);
    }
  }

  @Test
  void isHarmlessWithoutOpenTelemetry() {
    assertThatCode(() -> OtelMeters.register(status, OpenTelemetry.noop()))
        .doesNotThrowAnyException();
  }
}
