package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.net.Addresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The properties of the agent itself: its switches, logging and metrics, and the instrumentations.
 * Each domain has a table of its own.
 */
public final class AgentProperties {
  private static final Table AGENT = new Table(Scope.AGENT);

  // The agent

  public static final Property<Boolean> ENABLED =
      AGENT
          .property("enabled", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means(
              "The master switch of the agent: if it is `false` at start, nothing is woven and"
                  + " nothing is enforced. JMX"
                  + " (`io.tokenrelay:type=TokenRelay`, attribute `Enabled`) switches relaying"
                  + " off and on at runtime, and does not affect enforcement.");

  public static final Property<String> CONFIG_FILE =
      AGENT
          .property("config-file", Type.text("a path"))
          .means(
              "A properties file in UTF-8, kept outside the application. If it cannot be read,"
                  + " every request is rejected unless `tokenrelay.mode=observe` is set elsewhere"
                  + " (see [enforcement](enforcement.md)).");

  public static final Property<Duration> RELOAD_INTERVAL =
      AGENT
          .property("reload-interval", Type.duration("0s", "1h"))
          .byDefault("10s")
          .means(
              "How often the file is looked at while the service runs, to use what has changed in"
                  + " it ([at run time](#at-run-time)). 0s: never.");

  public static final Property<String> EXTENSION_DIR =
      AGENT
          .property("extension-dir", Type.text("a path"))
          .means(
              "A folder of jars with [instrumentations of your own](writing-an-instrumentation.md"
                  + "#an-extension), for in-house clients and servers. They are read at start and"
                  + " run with the agent's rights, so only whoever may change the command line"
                  + " should be able to write there. A jar that cannot be used is a warning, and"
                  + " the others are used.");

  public static final Property<List<RelocatedPackage>> RELOCATIONS =
      AGENT
          .property("relocations", new RelocatedPackage.OfProperty())
          .whenRefused("no shaded copy is woven")
          .means(
              "Packages of libraries that shading has renamed, as `original=relocated`:"
                  + " `org.apache.http=com.acme.shaded.http,okhttp3=com.acme.okhttp3`. Such a copy"
                  + " is woven like the library, beside it ([shaded"
                  + " copies](supported.md#shaded-copies)); the command"
                  + " [`supports`](command-line.md#supports) prints the line for an application's"
                  + " jars. Of several prefixes, the longest counts.");

  // Watching

  public static final Property<String> SERVICE_NAME =
      AGENT
          .property("service-name", Type.text("a name"))
          .means(
              "What the status page, `/status.json`, `/metrics` (as `target_info`) and OTLP call"
                  + " this service. Not set: the name that OpenTelemetry has for it,"
                  + " `otel.service.name` or `OTEL_SERVICE_NAME`.");

  public static final Property<List<String>> METRICS_EXPORTER =
      AGENT
          .property(
              "metrics.exporter", ListType.listOf("otel", "jmx", "prometheus", "otlp", "none"))
          .byDefault("otel,jmx,prometheus")
          .means(
              "Where the [metrics](metrics.md) are shown: as OpenTelemetry's, if its agent is"
                  + " attached; as attributes of the MBean; and at `/metrics`, for Prometheus, if"
                  + " there is a `tokenrelay.health.http-port`. `otlp` sends them to a collector,"
                  + " as [`OTEL_EXPORTER_OTLP_ENDPOINT`](metrics.md#by-otlp) says.");

  public static final Property<Integer> DESTINATION_CARDINALITY =
      AGENT
          .property("metrics.destination-cardinality", Type.number(1, 10_000))
          .byDefault("200")
          .means(
              "How many destinations of calls are told apart in the metrics and in the report; the"
                  + " others are `other`.");

  public static final Property<Boolean> METRICS_EXEMPLARS =
      AGENT
          .property("metrics.exemplars", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether the histograms of the [metrics](metrics.md#exemplars) name traces as examples,"
                  + " for a Prometheus that asks for OpenMetrics: of each bucket the last duration"
                  + " that was measured in a sampled span. An OpenTelemetry agent must be attached."
                  + " Begins half a second after the first request.");

  public static final Property<Boolean> TRACES_ATTRIBUTES =
      AGENT
          .property("traces.attributes", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether to write what was found of a request's token on its span, if an"
                  + " OpenTelemetry agent is attached: `tokenrelay.result` and"
                  + " `tokenrelay.reason`, in the words of the [metric](metrics.md)"
                  + " `tokenrelay.inbound.requests`. Nothing of the token. Begins half a second"
                  + " after the first request.");

  public static final Property<Boolean> JMX_ENABLED =
      AGENT
          .property("jmx.enabled", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Whether to register the MBean `io.tokenrelay:type=TokenRelay`, with the switches"
                  + " `Enabled` and `EnforceEnabled` and the current problems. It is registered"
                  + " half a second after the first request, or five seconds after a supported"
                  + " server has opened its port.");

  public static final Property<Integer> HTTP_PORT =
      AGENT
          .property("health.http-port", Type.number(0, 65_535))
          .byDefault("0")
          .means(
              "A port on 127.0.0.1 for `GET /` (a page for people), `GET /health` (the agent"
                  + " runs), `GET /ready` (503 while no balancer should send requests here), `GET"
                  + " /metrics` for Prometheus and `GET /status.json` with everything; `POST"
                  + " /drain` has `/ready` answer 503 (see [operations](operations.md)). 0: none.");

  public static final Property<InetAddress> HEALTH_BIND =
      AGENT
          .property("health.bind", new Addresses.OfProperty())
          .byDefault("127.0.0.1")
          .means(
              "An address of this machine at which others may ask the same port for `/ready` and"
                  + " `/health`, such as a balancer or a kubelet: that of the pod, or `0.0.0.0` for"
                  + " all. The answer is one word, with nothing of the configuration. Everything"
                  + " else stays on 127.0.0.1.");

  public static final Property<Duration> READY_WAIT =
      AGENT
          .property("health.ready-wait", Type.duration("0s", "10m"))
          .byDefault("10s")
          .means(
              "How long `/ready` answers 503 after the start while an issuer has no keys yet: from"
                  + " the moment when the service's server has opened its port. Then it answers"
                  + " 200 without them, since an issuer's outage should not take every service out"
                  + " of rotation. 0s: it never waits for keys.");

  public static final Property<String> LOG_LEVEL =
      AGENT
          .property("log.level", Type.oneOf("trace", "debug", "info", "warn", "error"))
          .byDefault("info")
          .means("The lowest level that is logged.");

  public static final Property<String> LOG_FILE =
      AGENT
          .property("log.file", Type.text("a path"))
          .means("The file to log to instead of standard error; lines are appended.");

  // Instrumentations

  private static final Table INSTRUMENTATION =
      new Table(Scope.of("instrumentation"))
          .retire(
              "instrumentation.pools.enabled",
              "thread pools are switched with their server, as by"
                  + " tokenrelay.instrumentation.tomcat.enabled");

  public static final Property<Boolean> INSTRUMENTATION_DEFAULT_ENABLED =
      AGENT
          .property("instrumentation.default-enabled", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means("Whether instrumentations without a setting of their own are on.");

  public static final Property<Boolean> INSTRUMENTATION_ENABLED =
      INSTRUMENTATION
          .property("enabled", Type.trueOrFalse())
          .whenInvalid("false")
          .means(
              "Whether one library, or one part of the JDK, is woven (the names are in "
                  + "[supported](supported.md#names)).");

  private AgentProperties() {}

  /** Those of the agent as a whole. */
  static Table table() {
    return AGENT;
  }

  /** Those of each instrumentation. */
  static Table instrumentations() {
    return INSTRUMENTATION;
  }
}
