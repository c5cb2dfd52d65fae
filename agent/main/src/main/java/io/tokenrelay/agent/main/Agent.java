package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.doors.Background;
import io.tokenrelay.agent.main.doors.DoorWatch;
import io.tokenrelay.agent.main.doors.FirstCalls;
import io.tokenrelay.agent.main.doors.FirstRequests;
import io.tokenrelay.agent.main.doors.GuardedPorts;
import io.tokenrelay.agent.main.doors.OpenPorts;
import io.tokenrelay.agent.main.doors.PortWatch;
import io.tokenrelay.agent.main.doors.UnderWay;
import io.tokenrelay.agent.main.findings.EnforcementSwitch;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.RelayingSwitch;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.rollout.Rollout;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.main.weaving.JdkClasses;
import io.tokenrelay.agent.main.weaving.TaskOwnership;
import io.tokenrelay.agent.main.weaving.WeavingLog;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.CurrentIdentity;
import io.tokenrelay.agent.relay.IdentityProperties;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.InboundRelay;
import io.tokenrelay.agent.relay.LoggedIdentity;
import io.tokenrelay.agent.relay.LostWork;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.TransactionPolicy;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.status.Readiness;
import io.tokenrelay.agent.status.SpanCounters;
import io.tokenrelay.agent.status.SpanExemplars;
import io.tokenrelay.agent.status.StatusPorts;
import io.tokenrelay.agent.status.Telemetry;
import io.tokenrelay.agent.verify.http.OwnUrls;
import io.tokenrelay.agent.verify.http.Proxies;
import io.tokenrelay.agent.weave.Initialisers;
import io.tokenrelay.agent.weave.Weaving;
import io.tokenrelay.bootstrap.Identity;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.bootstrap.Ports;
import io.tokenrelay.bootstrap.Queues;
import io.tokenrelay.instrumentation.jdk.OwnHandlers;
import io.tokenrelay.instrumentation.jdk.OwnProxies;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.LoggedUser;
import io.tokenrelay.instrumentation.spi.Relay;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
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

  private static final String LATE = "late";

  /** By then the first request has been answered. */
  private static final int AFTER_REQUEST_MILLIS = 500;

  /** By then a recursion may have ended, or memory been freed. */
  private static final int AGAIN_MILLIS = 300;

  /** Then the file is followed, though no server that is known has opened a port. */
  private static final int WITHOUT_PORT_MILLIS = 10_000;

  private static final int FIRST_LOOK_MILLIS = 4_000;
  private static final int LOOKS_GROW = 5;
  private static final int RAREST_LOOK_MILLIS = 500_000;

  /** Tomcat opens its port before it starts the applications: most of them have started by then. */
  private static final int AFTER_PORT_MILLIS = 5_000;

  /** The packages that woven code uses before it comes to us. */
  private static final String[] USED_BY_LIBRARIES = {
    "io.tokenrelay.bootstrap", "io.tokenrelay.instrumentation.spi"
  };

  /** The packages behind these. */
  private static final String[] USED_BY_REQUESTS = {
    "io.tokenrelay.agent.relay",
    "io.tokenrelay.agent.meter",
    "io.tokenrelay.agent.net",
    "io.tokenrelay.instrumentation.jdk"
  };

  final long startedAt = System.currentTimeMillis();
  final long startedNanos = System.nanoTime();
  final Layers layers;
  final Instrumentations found;
  volatile Config config;
  final RelayingSwitch relaying;
  private final boolean writesSpans;
  final Counters counters;
  final Alarms alarms = new Alarms();
  final EnforcementSwitch enforcement;
  volatile Policies policies;
  private final InboundRelay inbound;
  volatile boolean closed;
  volatile double startSeconds;
  final LateVerifier verifier;
  final LateOutbound outbound;

  /** Null if transaction tokens are off. */
  final @Nullable LateTransactions transactions;

  private final LateExchanges exchanges;

  final LostWork lost;
  private final GuardedEndpoints endpoints;
  private final Initialisers initialisers;
  private final FirstRequests firstRequests;
  final Weaving weaving;
  final @Nullable PortWatch ports;
  private final List<Instrumentation> servers;
  private @Nullable Telemetry telemetry;
  private @Nullable Readiness readiness;
  volatile @Nullable Long servesSince;
  private @Nullable Rollout rollout;
  volatile @Nullable String fixed;
  private boolean watchesConfiguration;
  private final @Nullable UnderWay underWay;
  private @Nullable DoorWatch doors;
  private Inbound door;
  private boolean pastFirstRequests;
  private boolean attached;
  private final int instrumentations;
  private final JdkClasses jdkClasses;

  private Agent(
      Jvm jvm, Layers layers, Config config, Policies policies, Instrumentations instrumentations) {
    this.layers = layers;
    this.found = instrumentations;
    this.config = config;
    this.writesSpans = config.get(AgentProperties.TRACES_ATTRIBUTES);
    this.counters = writesSpans ? SpanCounters.create() : new Counters();
    this.policies = policies;
    this.closed = !policies.closedBecause().isEmpty();
    jvm.whenJarIsReplaced(new ReplacedJar(alarms));
    this.enforcement = new EnforcementSwitch(config, alarms);
    this.relaying = new RelayingSwitch(config.get(AgentProperties.ENABLED), alarms);
    Switch enabled = relaying.asked();
    List<Instrumentation> libraries = instrumentations.woven(config, closed);
    raiseAlarms(policies, libraries);
    raiseAlarms(instrumentations.unusedExtensions(config));
    raiseAlarms(instrumentations.unwovenCopies(config));
    LongSupplier clock = WallClock.INSTANCE;
    this.initialisers = new Initialisers(jvm.agentLoader);
    this.endpoints = new GuardedEndpoints(policies.issuers());
    this.verifier = new LateVerifier(config, endpoints, counters, alarms, clock);
    this.transactions =
        TransactionProperties.areOn(config.values())
            ? new LateTransactions(config.values(), counters, clock)
            : null;
    this.exchanges = new LateExchanges(config, endpoints, counters, clock);
    boolean mints = config.get(TransactionProperties.SOURCE) == TransactionPolicy.Source.MINT;
    this.outbound =
        new LateOutbound(
            config, policies, counters, enabled, mints ? transactions : null, exchanges);
    this.inbound =
        new InboundRelay(
            policies.inbound(),
            verifier,
            transactions,
            policies.failureLimit(),
            counters,
            enabled,
            enforcement.asked(),
            clock);
    boolean enforcing = closed || config.get(InboundProperties.MODE) != InboundPolicy.Mode.OBSERVE;
    this.underWay = jvm.isRunning ? new UnderWay(Instrumentations.servers(libraries)) : null;
    DoorWatch watch = enforcing ? new DoorWatch(inbound, alarms, underWay) : null;
    this.doors = watch;
    this.door = watch == null ? inbound : watch;
    this.firstRequests = new FirstRequests(door, outbound, new Serving());
    Relay.install(firstRequests, new FirstCalls(outbound));

    show(config, enabled, outbound, clock);

    this.lost = new LostWork(counters);
    Ownership.install(TaskOwnership.rules(config, instrumentations), lost);

    WeavingLog log = new WeavingLog(counters, alarms, new Postponed(), instrumentations);
    OwnUrls.use(new OwnHandlers(jvm.instrumentation));
    Proxies.use(new OwnProxies(jvm.instrumentation));
    this.jdkClasses = JdkClasses.weave(jvm.instrumentation, config, log);
    this.weaving =
        Weaving.start(jvm.instrumentation, libraries, instrumentations.loader(), enforcing, log);
    if (underWay != null) {
      underWay.wovenIn(new IsDoor(weaving));
    }
    this.ports = watchPorts(new GuardedPorts(libraries, new HasDoor(weaving)));
    this.instrumentations = libraries.size();
    this.servers = Instrumentations.servers(libraries);
  }

  /** Tells the application, and its log, who the caller is, where that is asked for. */
  private static void show(
      Config config, Switch enabled, LateOutbound outbound, LongSupplier clock) {
    boolean asks = config.get(IdentityProperties.CURRENT_USER);
    LoggedIdentity logs = config.get(IdentityProperties.MDC);
    if (!asks && logs == LoggedIdentity.NONE) {
      return;
    }
    CurrentIdentity current = new CurrentIdentity(enabled, outbound::policy, clock);
    if (asks) {
      Identity.show(current);
    }
    if (logs != LoggedIdentity.NONE) {
      LoggedUser.install(current.logged(logs));
    }
  }

  /**
   * Where nothing is enforced, nobody needs to know which ports are open; unless the file may say
   * otherwise later: then they are noted.
   */
  private @Nullable PortWatch watchPorts(GuardedPorts guarded) {
    DoorWatch doors = this.doors;
    PortWatch watch = null;
    if (doors != null || layers.filePath() != null) {
      watch = new PortWatch(guarded, alarms, doors != null);
    }
    if (doors != null && watch != null) {
      doors.tells(watch);
    }
    Ports.watch(new OpenPorts(guarded, new Opened(), watch));
    return watch;
  }

  /** Starts all of it; the application's classes are woven from now on. */
  static Agent start(
      Jvm jvm, Layers layers, Config config, Policies policies, Instrumentations instrumentations) {
    Agent agent = new Agent(jvm, layers, config, policies, instrumentations);
    int port = config.get(AgentProperties.HTTP_PORT);
    if (port != 0) {
      Background.run("tokenrelay-status", () -> agent.openStatusPort(port));
    }
    if (layers.filePath() != null) {
      Background.later("tokenrelay-config-later", WITHOUT_PORT_MILLIS, agent.new WithoutPort());
    }
    return agent;
  }

  /**
   * Rejects every request from now on. What is woven stays as it is: if the agent was started to
   * observe, unknown servers are not guarded.
   */
  synchronized void close(String reason) {
    fixed = reason;
    closed = true;
    inbound.use(policies.inbound().closed());
    enforcement.want();
    alarms.raise(Alarms.Kind.CLOSED, reason, reason);
    LOG.error(StartLine.closed(Collections.singletonList(reason)));
  }

  /** Made once the application serves. */
  synchronized Rollout rollout() {
    Rollout rollout = this.rollout;
    if (rollout == null) {
      rollout = RunningService.rollout(this);
      this.rollout = rollout;
    }
    return rollout;
  }

  /** Begins to look at the configuration file, unless that has begun. */
  private synchronized void watchConfiguration() {
    if (!watchesConfiguration && rollout().isWatching()) {
      watchesConfiguration = true;
      Background.run("tokenrelay-config", rollout());
    }
  }

  /** All that the new configuration needs is made first; what follows cannot fail. */
  synchronized void use(Config next, Policies others) {
    if (fixed != null) { // since it was asked
      throw new IllegalStateException(fixed);
    }
    InboundPolicy inbound = others.inbound();
    RelayPolicy relay = others.relay();
    Ownership.Rules tasks =
        TaskOwnership.areAlike(config, next) ? null : TaskOwnership.rules(next, found);
    this.inbound.use(inbound);
    outbound.use(relay);
    if (tasks != null) {
      Ownership.use(tasks);
    }
    for (String reason : policies.closedBecause()) {
      alarms.lower(Alarms.Kind.CLOSED, reason);
    }
    Config before = config;
    config = next;
    policies = others;
    closed = false;
    enforcement.follow(before, next);
    watchDoors(inbound.mode() != InboundPolicy.Mode.OBSERVE);
  }

  private void watchDoors(boolean enforcing) {
    if (doors == null && enforcing) {
      DoorWatch watch = new DoorWatch(inbound, alarms, underWay);
      if (ports != null) {
        watch.tells(ports);
      }
      doors = watch;
      door = watch;
      if (pastFirstRequests) {
        Relay.install(watch, outbound);
      }
    } else if (doors != null) {
      doors.want(enforcing);
    }
    if (ports != null) {
      ports.want(enforcing);
    }
    checkDoors();
  }

  /**
   * Where enforcement has begun at run time without a file, no ports were noted, and servers that
   * nobody knows were not woven: so at least one server must have been, or nothing is enforced.
   */
  synchronized void checkDoors() {
    boolean wanted = ports == null && config.get(InboundProperties.MODE) != Mode.OBSERVE;
    boolean shut = !wanted;
    for (Instrumentation server : servers) {
      shut |= weaving.hasDoor(server);
    }
    if (shut) {
      alarms.lower(Alarms.Kind.OPEN_DOOR, LATE);
    } else if (alarms.raise(Alarms.Kind.OPEN_DOOR, LATE, StartLine.enforcedTooLate())) {
      LOG.error(StartLine.enforcedTooLate());
    }
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

  private void raiseAlarms(List<String> degraded) {
    for (String sentence : degraded) {
      alarms.raise(Alarms.Kind.DEGRADED, sentence, sentence);
    }
  }

  private void openStatusPort(int port) {
    readiness().drainAtTheEnd();
    InetAddress bind = config.get(AgentProperties.HEALTH_BIND);
    StatusPorts.open(port, bind, AgentStatus.of(this), telemetry().isScraped());
  }

  /** Made once it is asked for. */
  synchronized Readiness readiness() {
    Readiness readiness = this.readiness;
    if (readiness == null) {
      readiness = new Readiness(alarms, FirstKeys.of(this));
      this.readiness = readiness;
    }
    return readiness;
  }

  /** A server has opened its port, or a request has come; on a thread of the application. */
  private void portOpened() {
    if (servesSince == null) {
      servesSince = System.nanoTime();
    }
  }

  /**
   * Somebody attaches to the application, and wants to see what there is. Where the agent came by
   * that, nothing has to wait for the application: it was there first.
   */
  void attached() {
    if (underWay != null && !attached) {
      attached = true;
      warnOfServersBefore();
      portOpened();
      Background.run("tokenrelay-attached", this::prefetch);
    }
    telemetry().serves();
  }

  /** Fetches keys in the background, before a token needs them. */
  private void prefetch() {
    verifier.prefetch();
    if (transactions != null) {
      transactions.prefetch();
    }
    exchanges.prefetch();
  }

  private void warnOfServersBefore() {
    for (String server : weaving.serversBefore()) {
      boolean open = inbound.isEnforcing();
      String sentence =
          server
              + ": servers that were there before the agent was attached stay as they were, and"
              + " their requests "
              + (open ? "are let in unverified" : "have no user")
              + "; start the service with -javaagent to reach them";
      alarms.raise(open ? Alarms.Kind.OPEN_DOOR : Alarms.Kind.DEGRADED, sentence, sentence);
      LOG.warn(sentence);
    }
  }

  /** Made once the application serves: a start does not pay for it. */
  private synchronized Telemetry telemetry() {
    Telemetry telemetry = this.telemetry;
    if (telemetry == null) {
      List<String> exporters = config.get(AgentProperties.METRICS_EXPORTER);
      telemetry =
          new Telemetry(exporters, config.get(AgentProperties.JMX_ENABLED), AgentStatus.of(this));
      if (telemetry.sendsByOtlp()) {
        telemetry.sendsBy(OtlpPost::new);
      }
      this.telemetry = telemetry;
    }
    return telemetry;
  }

  /**
   * @param seconds how long the start took
   */
  void started(double seconds) {
    this.startSeconds = seconds;
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

  /** Which methods requests come in by. */
  private static final class IsDoor implements BiPredicate<Instrumentation, StackTraceElement> {
    private final Weaving weaving;

    IsDoor(Weaving weaving) {
      this.weaving = weaving;
    }

    @Override
    public boolean test(Instrumentation server, StackTraceElement call) {
      return weaving.isDoor(server, call.getClassName(), call.getMethodName());
    }
  }

  /** Called when a server has opened its port. */
  private final class Opened implements Runnable {
    @Override
    public void run() {
      portOpened();
      Background.later("tokenrelay-first-port", AFTER_PORT_MILLIS, new AfterPort());
    }
  }

  /** What need not wait for a server. */
  private final class WithoutPort implements Runnable {
    @Override
    public void run() {
      watchConfiguration();
    }
  }

  /** What waits until the applications have started. */
  private final class AfterPort implements Runnable {
    @Override
    public void run() {
      prefetch();
      telemetry().serves();
      watchConfiguration();
    }
  }

  /** Called while a class loads, when stack or memory is short. */
  private final class Postponed implements Runnable {
    @Override
    public void run() {
      Background.later("tokenrelay-weave-missed", AGAIN_MILLIS, new Missed());
    }
  }

  /** Weaves what could not be woven when it was loaded. */
  private final class Missed implements Runnable {
    @Override
    public void run() {
      jdkClasses.weaveMissed();
      weaving.weaveMissed();
    }
  }

  /** What begins with the first requests, whoever has opened the port. */
  private final class Serving implements FirstRequests.Listener {
    @Override
    public void first() {
      initialise(USED_BY_LIBRARIES);
      endpoints.complete(); // must be known before the first token can go anywhere
      portOpened();
      Background.later("tokenrelay-first-request", AFTER_REQUEST_MILLIS, new AfterRequest());
    }

    @Override
    public void second() {
      Background.run("tokenrelay-second-request", Agent.this::prefetch);
    }
  }

  private synchronized void pastFirstRequests() {
    pastFirstRequests = true;
    Relay.install(door, outbound); // another one where enforcement has begun in between
  }

  /** Whatever requests use, while there is room for it; said if memory was too short even so. */
  private void initialise(String... packages) {
    List<String> spoiled = initialisers.initialise(packages);
    if (!spoiled.isEmpty()) {
      String sentence =
          "classes of TokenRelay cannot be used any more, since stack or memory was short when they"
              + " were first needed: start this service anew ("
              + String.join(", ", spoiled)
              + ')';
      if (alarms.raise(Alarms.Kind.BROKEN, "classes", sentence)) {
        LOG.error(sentence);
      }
    }
  }

  /** Looks for classes that a request which overflowed its stack has kept from being woven. */
  private final class LooksAgain implements Runnable {
    private final int millis;

    LooksAgain(int millis) {
      this.millis = millis;
    }

    @Override
    public void run() {
      new Missed().run();
      looksAgain(Math.min(LOOKS_GROW * millis, RAREST_LOOK_MILLIS));
    }
  }

  private void looksAgain(int millis) {
    Background.later("tokenrelay-weave-missed", millis, new LooksAgain(millis));
  }

  /** What waits until the first request has been answered. */
  private final class AfterRequest implements Runnable {
    @Override
    public void run() {
      initialise(USED_BY_REQUESTS);
      firstRequests.stepAside();
      pastFirstRequests();
      new Missed().run();
      looksAgain(FIRST_LOOK_MILLIS);
      Queues.prepare();
      outbound.made();
      prefetch();
      telemetry().served();
      watchConfiguration();
      if (writesSpans) {
        SpanCounters.begin(counters);
      }
      if (config.get(AgentProperties.METRICS_EXEMPLARS)) {
        SpanExemplars.begin(counters);
      }
    }
  }
}
