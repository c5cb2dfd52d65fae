package io.tokenrelay.agent.main.status;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A status with fixed words, over counters that a test counts on. */
final class FakeStatus extends Status {
  private final Switch enabled;
  private boolean enforcing = true;

  FakeStatus(Switch enabled, Counters counters) {
    this(enabled, counters, new Alarms());
  }

  FakeStatus(Switch enabled, Counters counters, Alarms alarms) {
    super(enabled, counters, alarms);
    this.enabled = enabled;
  }

  @Override
  public void enable(boolean on) {
    enabled.set(on);
  }

  @Override
  public boolean isEnforceEnabled() {
    return enforcing;
  }

  @Override
  public void enforce(boolean on) {
    enforcing = on;
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public String mode() {
    return "observe";
  }

  @Override
  public List<String> issuers() {
    return Arrays.asList("staff (https://idp.example/\"x\")", "b\u00fc");
  }

  @Override
  public String signatureProviders() {
    return "SunEC (ES256)";
  }

  @Override
  public Map<Gauge, Long> gauges() {
    return Collections.singletonMap(Gauge.RULES_WOVEN, 5L);
  }

  @Override
  public List<String> lostWork() {
    return Collections.singletonList("com.example.Worker was handed over: set it");
  }

  @Override
  public List<String> unguardedPorts() {
    return Collections.singletonList("port 9404 was opened by com.example.Exporter");
  }

  @Override
  public Map<String, Long> refusals() {
    return Collections.singletonMap("orders:8080", 2L);
  }
}
