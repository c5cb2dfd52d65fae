package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.main.doors.Background;
import io.tokenrelay.agent.main.doors.DoorWatch;
import io.tokenrelay.agent.main.doors.FirstRequests;
import io.tokenrelay.agent.main.doors.GuardedPorts;
import io.tokenrelay.agent.main.doors.OpenPorts;
import io.tokenrelay.agent.main.doors.PortWatch;
import io.tokenrelay.agent.main.findings.EnforcementSwitch;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.RelayingSwitch;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.status.Gauge;
import io.tokenrelay.agent.main.status.Status;
import io.tokenrelay.agent.main.status.StatusPort;
import io.tokenrelay.agent.main.status.Telemetry;
import io.tokenrelay.agent.main.status.Version;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.main.weaving.JdkClasses;
import io.tokenrelay.agent.main.weaving.TaskOwnership;
import io.tokenrelay.agent.main.weaving.WeavingLog;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.InboundRelay;
import io.tokenrelay.agent.relay.LostWork;
import io.tokenrelay.agent.relay.OutboundRelay;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.SignatureProvider;
import io.tokenrelay.agent.verify.http.OwnUrls;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.weave.Weaving;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.bootstrap.Ports;
import io.tokenrelay.bootstrap.Queues;
import io.tokenrelay.instrumentation.jdk.OwnHandlers;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Relay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts together: verification behind the inbound side, inbound and outbound behind the
 * interface for instrumentations, and finally the weaving that lets libraries call them. Created
 * once, in premain.
 */
final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** By then the first request has been answered. */
  private static final int AFTER_REQUEST_MILLIS = 500;

  /** Tomcat opens its port before it starts the applications: most of them have started by then. */
  private static final int AFTER_PORT_MILLIS = 5_000;

  private final Config config;
  private final RelayingSwitch relaying;
  private final Counters counters = new Counters();
  private final Alarms alarms = new Alarms();
  private final EnforcementSwitch enforcement;
  private final Policies policies;
  private final InboundRelay inbound;
  private volatile boolean closed;
  private final CachingTokenVerifier verifier;
  private final OutboundRelay outbound;
  private final LostWork lost;
  private final GuardedEndpoints endpoints;
  private final Weaving weaving;
  private final @Nullable PortWatch ports;
  private final Telemetry telemetry;
  private final int instrumentations;
  private final JdkClasses jdkClasses;

  private Agent(Jvm jvm, Config config, Policies policies, Instrumentations instrumentations) {
    this.config = config;
    this.policies = policies;
    this.closed = !policies.closedBecause().isEmpty();
    this.enforcement = new EnforcementSwitch(config, alarms);
    this.relaying = new RelayingSwitch(config.get(AgentProperties.ENABLED), alarms);
    Switch enabled = relaying.asked();
    List<String> exporters = config.get(AgentProperties.METRICS_EXPORTER);
    this.telemetry = new Telemetry(exporters, config.get(AgentProperties.JMX_ENABLED), new Now());
    List<Instrumentation> libraries = instrumentations.woven(config, closed);
    raiseAlarms(policies, libraries);
    LongSupplier clock = WallClock.INSTANCE;
    this.endpoints = new GuardedEndpoints(policies.relay().destinations().issuers());
    VerifierSettings settings = Verification.settings(config, policies.rules(), endpoints);
    this.verifier = CachingTokenVerifier.create(settings, counters, alarms, clock);
    TokenVerifier tokens = Verification.verifier(verifier, settings, counters, clock);
    this.outbound = new OutboundRelay(policies.relay(), counters, enabled);
    this.inbound =
        new InboundRelay(
            policies.inbound(),
            policies.relay(),
            tokens,
            policies.failureLimit(),
            counters,
            enabled,
            enforcement.asked(),
            clock);
    boolean enforcing = closed || config.get(InboundProperties.MODE) != InboundPolicy.Mode.OBSERVE;
    DoorWatch watch = enforcing ? new DoorWatch(inbound, alarms) : null;
    Inbound door = watch == null ? inbound : watch;
    Relay.install(new FirstRequests(door, outbound, new Serving()), outbound);

    this.lost = new LostWork(counters);
    Ownership.install(TaskOwnership.rules(config, instrumentations.found()), lost);

    WeavingLog log = new WeavingLog(counters, alarms);
    OwnUrls.use(new OwnHandlers(jvm.instrumentation));
    this.jdkClasses = JdkClasses.weave(jvm.instrumentation, config, log);
    this.weaving = Weaving.start(jvm.instrumentation, libraries, jvm.agentLoader, enforcing, log);
    this.ports = watchPorts(new GuardedPorts(libraries, new HasDoor(weaving)), watch);
    this.instrumentations = libraries.size();
  }

  /**
   * @param doors null where nothing is enforced: then nobody needs to know which ports are open
   */
  private @Nullable PortWatch watchPorts(GuardedPorts guarded, @Nullable DoorWatch doors) {
    PortWatch watch = null;
    if (doors != null) {
      watch = new PortWatch(guarded, alarms);
      doors.tells(watch);
    }
    Ports.watch(new OpenPorts(guarded, new Opened(), watch));
    return watch;
  }

  /** Starts all of it; the application's classes are woven from now on. */
  static Agent start(Jvm jvm, Config config, Policies policies, Instrumentations instrumentations) {
    Agent agent = new Agent(jvm, config, policies, instrumentations);
    int port = config.get(AgentProperties.HTTP_PORT);
    if (port != 0) {
      Background.run("tokenrelay-status", () -> agent.openStatusPort(port));
    }
    return agent;
  }

  /**
   * Rejects every request from now on. What is woven stays as it is: if the agent was started to
   * observe, unknown servers are not guarded.
   */
  void close(String reason) {
    closed = true;
    inbound.use(policies.inbound().closed(), policies.relay());
    enforcement.want();
    alarms.raise(Alarms.Kind.CLOSED, reason, reason);
    LOG.error(StartLine.closed(Collections.singletonList(reason)));
  }

  /** For permanent problems, which {@code Findings} has logged. */
  private void raiseAlarms(Policies policies, List<Instrumentation> libraries) {
    for (String reason : policies.closedBecause()) {
      alarms.raise(Alarms.Kind.CLOSED, reason, reason);
    }
    if (config.wantsEnforcement() && Instrumentations.servers(libraries).isEmpty()) {
      alarms.raise(Alarms.Kind.OPEN_DOOR, "servers", StartLine.withoutServers());
    }
  }

  private void openStatusPort(int port) {
    try {
      int opened = StatusPort.open(port, new Now()).port();
      LOG.info("status at http://127.0.0.1:{}/metrics", opened);
    } catch (IOException e) {
      LOG.warn(
          "{}={}: no status port, {}; choose another port",
          AgentProperties.HTTP_PORT,
          port,
          e.getMessage());
    }
  }

  String startLine() {
    return StartLine.started(config, closed, instrumentations, weaving.rules(), jdkClasses.count());
  }

  /** A class, since no lambda is made in premain. */
  private static final class HasDoor implements Predicate<Instrumentation> {
    private final Weaving weaving;

    HasDoor(Weaving weaving) {
      this.weaving = weaving;
    }

    @Override
    public boolean test(Instrumentation server) {
      return weaving.hasDoor(server);
    }
  }

  /** Called when a server has opened its port. */
  private final class Opened implements Runnable {
    @Override
    public void run() {
      Background.later(
          "tokenrelay-first-port",
          AFTER_PORT_MILLIS,
          () -> {
            verifier.prefetch();
            telemetry.serves();
          });
    }
  }

  /** What begins with the first requests, whoever has opened the port. */
  private final class Serving implements FirstRequests.Listener {
    @Override
    public void first() {
      endpoints.complete(); // must be known before the first token can go anywhere
      Background.later(
          "tokenrelay-first-request",
          AFTER_REQUEST_MILLIS,
          () -> {
            jdkClasses.weaveMissed();
            Queues.prepare();
            verifier.prefetch();
            telemetry.served();
          });
    }

    @Override
    public void second() {
      Background.run("tokenrelay-second-request", verifier::prefetch);
    }
  }

  /** The figures of this agent. */
  private final class Now extends Status {
    Now() {
      super(relaying.asked(), counters, alarms);
    }

    @Override
    public String version() {
      return Version.get();
    }

    @Override
    public String mode() {
      return StartLine.mode(config, closed);
    }

    @Override
    public void enable(boolean on) {
      relaying.set(on);
    }

    @Override
    public boolean isEnforceEnabled() {
      return enforcement.isOn();
    }

    @Override
    public void enforce(boolean on) {
      enforcement.set(on);
    }

    @Override
    public List<String> issuers() {
      List<String> issuers = new ArrayList<>();
      for (Issuer issuer : config.issuers()) {
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
      gauges.put(Gauge.RULES, (long) weaving.rules());
      gauges.put(Gauge.RULES_WOVEN, (long) weaving.wovenRules());
      gauges.put(Gauge.CLASSES_WOVEN, (long) weaving.wovenClasses());
      gauges.put(Gauge.ALARMS_UNREADY, (long) alarms.unready().size());
      gauges.put(Gauge.ALARMS_DEGRADED, (long) alarms.degraded().size());
      gauges.put(Gauge.TOKENS_REMEMBERED, verifier.remembered());
      return gauges;
    }

    @Override
    public List<String> lostWork() {
      return lost.classes();
    }

    @Override
    public List<String> unguardedPorts() {
      return ports == null ? Collections.<String>emptyList() : ports.unguarded();
    }

    @Override
    public Map<String, Long> refusals() {
      return outbound.refusals();
    }
  }
}
