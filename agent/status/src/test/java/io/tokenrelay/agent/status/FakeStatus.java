package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.Timers;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A status with fixed words, over counters that a test counts on. */
final class FakeStatus extends Status {
  final Ledger ledger = new Ledger(2);
  final Map<String, String> inForce = new HashMap<>();
  private final Switch enabled;
  private final Counters counters;
  private boolean enforcing = true;
  volatile boolean unreadable;
  volatile @Nullable String serviceName;
  volatile @Nullable String jwks;

  FakeStatus(Switch enabled, Counters counters) {
    this(enabled, counters, new Alarms());
  }

  FakeStatus(Switch enabled, Counters counters, Alarms alarms) {
    this(enabled, counters, alarms, new Readiness(alarms, Collections::emptyList));
  }

  FakeStatus(Switch enabled, Counters counters, Alarms alarms, Readiness readiness) {
    super(1_000, enabled, counters, alarms, readiness);
    this.enabled = enabled;
    this.counters = counters;
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
  public @Nullable String serviceName() {
    return serviceName;
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
  public void measure(Measurements to) {
    if (unreadable) {
      throw new NoClassDefFoundError("com/example/Cache");
    }
    counters.measure(to);
    ledger.measure(to);
    to.value(Metric.KEY_AGE, 1.5, "staff");
    to.count(Metric.AGENT_RULES, 5, "woven");
  }

  /** A signature was checked, in so many milliseconds. */
  void checked(long millis) {
    for (Timers each : timers()) {
      if (each.metric() == Metric.SIGNATURE_DURATION) {
        each.timer("ES256", "SunEC").record(TimeUnit.MILLISECONDS.toNanos(millis));
      }
    }
  }

  @Override
  public Map<String, List<String>> woven() {
    return Collections.singletonMap(
        "tomcat", Collections.singletonList("org.apache.catalina.core.StandardHostValve"));
  }

  @Override
  public List<String> lastProblems() {
    return Collections.singletonList("2026-01-01T00:00:00Z [tokenrelay] WARN <b>an issuer</b>");
  }

  @Override
  public @Nullable String jwks() {
    return jwks;
  }

  @Override
  public List<Setting> settings() {
    return Setting.of(
        Collections.singletonList(Values.defaults().with(RelayProperties.DRY_RUN, true)), true);
  }

  @Override
  protected @Nullable String inForce(String property) {
    return inForce.get(property);
  }

  @Override
  public Reload lastReload() {
    return new Reload(Reload.Result.REFUSED, "<a> is wrong", 1_767_225_600_000L);
  }

  @Override
  public String reload() {
    return "read";
  }

  @Override
  public String set(Map<String, String> texts) {
    if (texts.containsKey("tokenrelay.mdoe")) {
      throw new IllegalArgumentException("tokenrelay.mdoe is unknown");
    }
    return "set " + texts;
  }

  @Override
  public String reset(@Nullable String name) {
    return "reset " + name;
  }

  @Override
  public List<Entry> ledger() {
    return ledger.entries();
  }

  @Override
  public List<LostTask> lostWork() {
    LostTask lost = new LostTask("com.example.Worker", "was handed over", "set it");
    lost.count();
    return Collections.singletonList(lost);
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
