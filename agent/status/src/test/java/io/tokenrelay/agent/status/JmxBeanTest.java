package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JmxBeanTest {
  private final Counters counters = new Counters();
  private final Alarms alarms = new Alarms();
  private final Switch enabled = new Switch();
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private ObjectName name;

  @BeforeEach
  void register() throws Exception {
    name = new ObjectName("io.tokenrelay:type=TokenRelay");
    JmxBean.register(new FakeStatus(enabled, counters, alarms), true, server);
  }

  @Test
  void isTheKillSwitch() throws Exception {
    assertThat(server.getAttribute(name, "Enabled")).isEqualTo(true);

    server.setAttribute(name, new Attribute("Enabled", false));

    assertThat(enabled.isOn()).isFalse();
    assertThat(server.getAttribute(name, "Enabled")).isEqualTo(false);
  }

  @Test
  void opensTheDoorByASwitchOfItsOwn() throws Exception {
    server.setAttribute(name, new Attribute("EnforceEnabled", false));

    assertThat(server.getAttribute(name, "EnforceEnabled")).isEqualTo(false);
    assertThat(server.getAttribute(name, "Enabled")).isEqualTo(true);
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("EnforceEnabled", "no")))
        .isInstanceOf(InvalidAttributeValueException.class);
  }

  @Test
  void showsEveryCounter() throws Exception {
    counters.count(Event.VERIFIED_CACHE_HIT);

    assertThat(server.getAttribute(name, "VerifiedCacheHit")).isEqualTo(1L);
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      assertThat(server.getAttribute(name, attribute.getName())).isNotNull();
    }
    assertThat(server.getMBeanInfo(name).getAttributes())
        .hasSize(15 + Gauge.values().length + Event.values().length);
    assertThat(server.getAttribute(name, "RulesWoven")).isEqualTo(5L);
    assertThat(server.getAttribute(name, "SignatureProviders")).isEqualTo("SunEC (ES256)");
  }

  @Test
  void describesEveryAttribute() throws Exception {
    Set<String> said = new HashSet<>();
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      assertThat(said.add(attribute.getDescription())).as(attribute.getName()).isTrue();
      assertThat(attribute.getDescription())
          .as(attribute.getName())
          .contains(" ")
          .hasSizeGreaterThan(20);
      if (attribute.getType().equals("long")) {
        assertThat(attribute.getDescription())
            .matches(".* \\((count since the start|current value)\\)");
      }
    }
    assertThat(server.getMBeanInfo(name).getDescription()).contains("the caller's token");
  }

  @Test
  void changesTheConfigurationAndAnswersWithWhatHasChanged() throws Exception {
    assertThat(invoke("set", "tokenrelay.mode", "enforce"))
        .isEqualTo("set {tokenrelay.mode=enforce}");
    assertThat(invoke("setAll", "tokenrelay.mode=enforce\ntokenrelay.dry-run: true"))
        .isEqualTo("set {tokenrelay.dry-run=true, tokenrelay.mode=enforce}");
    assertThat(invoke("reset", "tokenrelay.mode")).isEqualTo("reset tokenrelay.mode");
    assertThat(invoke("resetAll")).isEqualTo("reset null");
    assertThat(invoke("reload")).isEqualTo("read");
    assertThat(server.getAttribute(name, "LastReload"))
        .isEqualTo("2026-01-01T00:00:00Z refused: <a> is wrong");
    assertThat(server.getMBeanInfo(name).getOperations())
        .extracting(MBeanOperationInfo::getName)
        .containsExactly("set", "setAll", "reset", "resetAll", "reload", "drain", "resume");
  }

  @Test
  void saysWhyItDoesNotChangeTheConfiguration() {
    assertThatThrownBy(() -> invoke("set", "tokenrelay.mdoe", "enforce"))
        .isInstanceOf(MBeanException.class)
        .hasMessage("tokenrelay.mdoe is unknown");
    assertThatThrownBy(() -> invoke("setAll", "tokenrelay.mode=enforce\ntokenrelay.mode:observe"))
        .isInstanceOf(MBeanException.class)
        .hasMessage("tokenrelay.mode is set twice");
    assertThatThrownBy(() -> invoke("set", "tokenrelay.mode", null))
        .isInstanceOf(MBeanException.class);
    assertThatThrownBy(() -> invoke("set", "tokenrelay.mode"))
        .isInstanceOf(ReflectionException.class);
    assertThatThrownBy(() -> invoke("destroy")).isInstanceOf(ReflectionException.class);
  }

  private Object invoke(String operation, Object... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return server.invoke(name, operation, arguments, signature);
  }

  @Test
  void hasTheSwitchesWithoutTheCounters() throws Exception {
    server.unregisterMBean(name);
    JmxBean.register(new FakeStatus(enabled, counters, alarms), false, server);

    assertThat(server.getMBeanInfo(name).getAttributes())
        .extracting(MBeanAttributeInfo::getName)
        .contains("Enabled", "EnforceEnabled", "Unready", "Degraded")
        .doesNotContain("Relayed", "RulesWoven");
    assertThatThrownBy(() -> server.getAttribute(name, "Relayed"))
        .isInstanceOf(AttributeNotFoundException.class);
  }

  @Test
  void showsStandingAlarms() throws Exception {
    alarms.raise(Alarms.Kind.OPEN_DOOR, "x", "x is open");
    alarms.raise(Alarms.Kind.DEGRADED, "okhttp3", "okhttp3 is off");

    assertThat((String[]) server.getAttribute(name, "Unready")).containsExactly("x is open");
    assertThat((String[]) server.getAttribute(name, "Degraded")).containsExactly("okhttp3 is off");
  }

  @Test
  void drainsAndTakesItBack() throws Exception {
    assertThat(server.getAttribute(name, "Ready")).isEqualTo(true);

    assertThat(invoke("drain")).isEqualTo("draining");
    assertThat(server.getAttribute(name, "Ready")).isEqualTo(false);
    assertThat(server.getAttribute(name, "Draining")).isEqualTo(true);
    assertThat((String[]) server.getAttribute(name, "Unready"))
        .containsExactly("draining, as asked by JMX");

    assertThat(invoke("resume")).isEqualTo("no longer draining");
    assertThat(server.getAttribute(name, "Ready")).isEqualTo(true);
    assertThat(server.getAttribute(name, "Draining")).isEqualTo(false);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Enabled", "no")))
        .isInstanceOf(InvalidAttributeValueException.class);
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Mode", "enforce")))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> server.getAttribute(name, "Nothing"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThat(enabled.isOn()).isTrue();
  }
}
