package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The switches of a service that serves, and that nobody has called yet: where an operator looks
 * for them, and what becomes of them in the log.
 */
class SwitchesIT {
  @ParameterizedTest
  @ValueSource(strings = {"otel,jmx", "otel", "none"})
  void areThereBeforeTheFirstRequest(String exporter) throws Exception {
    try (LoneGateway gateway =
        LoneGateway.start(
            "switches-" + exporter.replace(',', '-'),
            "-Dtokenrelay.issuer=https://idp.invalid",
            "-Dtokenrelay.jwks.prefetch=false",
            "-Dtokenrelay.metrics.exporter=" + exporter)) {
      try (JMXConnector connector = connect(gateway.processId())) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("io.tokenrelay:type=TokenRelay");
        assertThat(Polling.until(60, () -> isRegistered(server, name))).isTrue();

        server.setAttribute(name, new Attribute("Enabled", false));
        assertThat((String[]) server.getAttribute(name, "Degraded")).hasSize(1);
        server.setAttribute(name, new Attribute("Enabled", true));
        assertThat((String[]) server.getAttribute(name, "Degraded")).isEmpty();
      }
      String on = "WARN relaying is switched on";
      assertThat(Polling.until(60, () -> count(gateway, on) > 0))
          .as("what it says has come")
          .isTrue();
      assertThat(count(gateway, on)).isEqualTo(1);
      assertThat(count(gateway, "WARN relaying is switched off")).isEqualTo(1);
    }
  }

  private static long count(LoneGateway gateway, String text) {
    try {
      return gateway.agentLines().stream().filter(line -> line.contains(text)).count();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isRegistered(MBeanServerConnection server, ObjectName name) {
    try {
      return server.isRegistered(name);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static JMXConnector connect(long processId) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(processId));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }
}
