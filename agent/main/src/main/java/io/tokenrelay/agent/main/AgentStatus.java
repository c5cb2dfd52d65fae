package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.status.Gauge;
import io.tokenrelay.agent.main.status.Status;
import io.tokenrelay.agent.main.status.Version;
import io.tokenrelay.agent.verify.SignatureProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of the running {@link Agent}. */
final class AgentStatus extends Status {
  private final Agent agent;

  private AgentStatus(Agent agent) {
    super(agent.relaying.asked(), agent.counters, agent.alarms);
    this.agent = agent;
  }

  /** Not a constructor: where one is called, the verifier loads this class at start. */
  static Status of(Agent agent) {
    return new AgentStatus(agent);
  }

  @Override
  public String version() {
    return Version.get();
  }

  @Override
  public String mode() {
    return StartLine.mode(agent.config, agent.closed);
  }

  @Override
  public void enable(boolean on) {
    agent.relaying.set(on);
  }

  @Override
  public boolean isEnforceEnabled() {
    return agent.enforcement.isOn();
  }

  @Override
  public void enforce(boolean on) {
    agent.enforcement.set(on);
  }

  @Override
  public List<String> issuers() {
    List<String> issuers = new ArrayList<>();
    for (Issuer issuer : agent.config.issuers()) {
      issuers.add(issuer.toString());
    }
    return issuers;
  }

  @Override
  public String signatureProviders() {
    return SignatureProvider.inUse();
  }

  @Override
  public Map<Gauge, Long> gauges() {
    Map<Gauge, Long> gauges = new EnumMap<>(Gauge.class);
    gauges.put(Gauge.RULES, (long) agent.weaving.rules());
    gauges.put(Gauge.RULES_WOVEN, (long) agent.weaving.wovenRules());
    gauges.put(Gauge.CLASSES_WOVEN, (long) agent.weaving.wovenClasses());
    gauges.put(Gauge.ALARMS_UNREADY, (long) agent.alarms.unready().size());
    gauges.put(Gauge.ALARMS_DEGRADED, (long) agent.alarms.degraded().size());
    gauges.put(Gauge.TOKENS_REMEMBERED, agent.verifier.remembered());
    return gauges;
  }

  @Override
  public List<String> lostWork() {
    return agent.lost.classes();
  }

  @Override
  public List<String> unguardedPorts() {
    return agent.ports == null ? Collections.<String>emptyList() : agent.ports.unguarded();
  }

  @Override
  public Map<String, Long> refusals() {
    return agent.outbound.refusals();
  }
}
