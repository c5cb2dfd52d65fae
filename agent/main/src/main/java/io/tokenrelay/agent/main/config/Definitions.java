package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.relay.AccessProperties;
import io.tokenrelay.agent.relay.DestinationProperties;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.LimitProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.RuleProperties;
import io.tokenrelay.agent.verify.VerificationProperties;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.introspection.IntrospectionProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.JwksProperties;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one table of everything that can be set: parsing, {@code check} and the page {@code
 * docs/configuration.md} are made from it, and a test fails when page and table differ.
 *
 * <p>One property, one meaning; a name is never used again for another thing. What an invalid value
 * stands for is the default, unless that would relay more than the operator can have meant.
 */
public final class Definitions {
  private static final Table AGENT = new Table(Scope.AGENT);

  // The agent

  public static final Property<Boolean> ENABLED =
      AGENT
          .property("enabled", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means(
              "The master switch. `false` at start: nothing is woven, and nothing enforced. JMX "
                  + "(`io.tokenrelay:type=TokenRelay`, attribute `Enabled`) switches relaying off and "
                  + "on while the service runs, and leaves enforcement as it is.");

  public static final Property<String> CONFIG_FILE =
      AGENT
          .property("config-file", Type.text("a path"))
          .means(
              "A properties file in UTF-8, kept outside the application. If it cannot be "
                  + "read, nobody is let in unless `tokenrelay.mode=observe` is set elsewhere "
                  + "(see [enforcement](enforcement.md)).");

  // Issuers

  // Keeping the token

  public static final Property<String> CARRY =
      AGENT
          .property("context.carry", Type.oneOf("owned", "request"))
          .byDefault("owned")
          .whenInvalid("request")
          .means(
              "What carries the token: `owned`, all work that is known to be its request's own; or the "
                  + "`request`'s own threads, and what a framework runs for it, alone.");

  public static final Property<List<String>> CARRY_TASKS =
      AGENT
          .property("context.carry-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .means(
              "Classes of tasks that are the work of the request which hands them over, with `*` for"
                  + " any characters; a lambda goes by the class it is written in.");

  public static final Property<List<String>> DROP_TASKS =
      AGENT
          .property("context.drop-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .means("Classes of tasks that are nobody's, whoever creates them.");

  public static final Property<List<String>> KEEP_WAITING =
      AGENT
          .property("context.keep-waiting", ListType.list("a list of class names"))
          .byDefault("")
          .means(
              "Classes that take from queues without serving others by that, as pools of connections "
                  + "do; the usual ones are known.");

  // Watching

  public static final Property<List<String>> METRICS_EXPORTER =
      AGENT
          .property("metrics.exporter", ListType.listOf("otel", "jmx", "none"))
          .byDefault("otel,jmx")
          .means(
              "Where the counters are shown: as OpenTelemetry metrics, if its agent is attached, and as "
                  + "attributes of the MBean.");

  public static final Property<Boolean> JMX_ENABLED =
      AGENT
          .property("jmx.enabled", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Whether there is the MBean `io.tokenrelay:type=TokenRelay`, with the switches `Enabled` "
                  + "and `EnforceEnabled` and with what is wrong now. It comes up when a server has "
                  + "opened its port, or with the first request.");

  public static final Property<Integer> HTTP_PORT =
      AGENT
          .property("health.http-port", Type.number(0, 65_535))
          .byDefault("0")
          .means(
              "A port on 127.0.0.1 for `GET /health` (the agent runs), `GET /ready` (503 "
                  + "while the service does not serve as configured) and `GET /metrics`, all in "
                  + "JSON (see [operations](operations.md)). 0: none.");

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

  static final Table INSTRUMENTATION = new Table(Scope.of("instrumentation"));

  public static final Property<Boolean> INSTRUMENTATION_DEFAULT_ENABLED =
      AGENT
          .property("instrumentation.default-enabled", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means("Whether instrumentations are on that have no setting of their own.");

  public static final Property<Boolean> INSTRUMENTATION_ENABLED =
      INSTRUMENTATION
          .property("enabled", Type.trueOrFalse())
          .whenInvalid("false")
          .means("Whether one library is woven.");

  private Definitions() {}

  /** Every property, in the order of the page. */
  public static List<Property<?>> all() {
    List<Property<?>> all = new ArrayList<>();
    for (Table table : tables()) {
      all.addAll(table.properties());
    }
    return all;
  }

  public static List<Table> tables() {
    return Arrays.asList(
        AGENT,
        InboundProperties.table(),
        AccessProperties.table(),
        RuleProperties.table(),
        LimitProperties.table(),
        RelayProperties.table(),
        DestinationProperties.table(),
        IssuerProperties.table(),
        IssuerProperties.each(),
        VerificationProperties.table(),
        JwksProperties.table(),
        HttpProperties.table(),
        RevocationProperties.table(),
        IntrospectionProperties.table(),
        INSTRUMENTATION);
  }
}
