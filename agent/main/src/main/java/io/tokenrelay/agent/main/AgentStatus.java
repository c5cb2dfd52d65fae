package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.log.Lines;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.OwnThread;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.ledger.LostTask;
import io.tokenrelay.agent.status.OtelVariables;
import io.tokenrelay.agent.status.Readiness;
import io.tokenrelay.agent.status.Reload;
import io.tokenrelay.agent.status.Status;
import io.tokenrelay.agent.verify.SignatureProvider;
import io.tokenrelay.bootstrap.Carried;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of the running {@link Agent}. */
final class AgentStatus extends Status {
  private final Agent agent;

  private AgentStatus(Agent agent) {
    super(agent.startedAt, agent.relaying.asked(), agent.counters, agent.alarms, agent.readiness());
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
  public @Nullable String serviceName() {
    String name = agent.config.values().find(AgentProperties.SERVICE_NAME);
    String known = name == null ? OtelVariables.ofProcess().serviceName() : name;
    return known == null ? null : Shown.text(known);
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
  public void measure(Measurements to) {
    agent.counters.measure(to);
    agent.verifier.measure(to);
    if (agent.transactions != null) {
      agent.transactions.measure(to);
    }
    Ledger ledger = agent.outbound.ledger();
    if (ledger != null) {
      ledger.measure(to);
    }
    agent.rollout().measure(to);
    to.count(Metric.CONTEXT_CARRIED, Carried.opened());
    to.count(Metric.AGENT_RULES, agent.weaving.rules(), "known");
    to.count(Metric.AGENT_RULES, agent.weaving.wovenRules(), "woven");
    to.count(Metric.AGENT_CLASSES, agent.weaving.wovenClasses());
    to.count(Metric.AGENT_ALARMS, agent.alarms.unready().size(), "unready");
    to.count(Metric.AGENT_ALARMS, agent.alarms.degraded().size(), "degraded");
    Readiness.State now = agent.readiness().state();
    for (Readiness.State state : Readiness.State.values()) {
      to.count(Metric.AGENT_READINESS, state == now ? 1 : 0, state.word());
    }
    to.count(Metric.AGENT_THREADS, OwnThread.running());
    to.value(Metric.AGENT_START_DURATION, agent.startSeconds);
  }

  @Override
  public Map<String, List<String>> woven() {
    return agent.weaving.wovenByInstrumentation();
  }

  @Override
  public List<String> lastProblems() {
    return Lines.lastProblems();
  }

  @Override
  public @Nullable String jwks() {
    return agent.transactions == null ? null : agent.transactions.jwks();
  }

  @Override
  public List<Setting> settings() {
    return Setting.of(agent.config.allValues(), true);
  }

  @Override
  protected @Nullable String inForce(String property) {
    return agent.config.values().textInForce(property);
  }

  @Override
  public @Nullable Reload lastReload() {
    return agent.rollout().last();
  }

  @Override
  public String reload() {
    return agent.rollout().reload();
  }

  @Override
  public String set(Map<String, String> texts) {
    return agent.rollout().set(texts);
  }

  @Override
  public String reset(@Nullable String name) {
    return agent.rollout().reset(name);
  }

  @Override
  public List<Entry> ledger() {
    Ledger ledger = agent.outbound.ledger();
    return ledger == null ? Collections.<Entry>emptyList() : ledger.entries();
  }

  @Override
  public List<LostTask> lostWork() {
    return agent.lost.tasks();
  }

  @Override
  public List<String> unguardedPorts() {
    return agent.ports == null ? Collections.<String>emptyList() : agent.ports.unguarded();
  }

  @Override
  public Map<String, Long> refusals() {
    Ledger ledger = agent.outbound.ledger();
    return ledger == null ? Collections.<String, Long>emptyMap() : ledger.refusals();
  }
}
