package io.tokenrelay.agent.meter;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Everything that the agent measures, under one scheme in every exporter: the names and units
 * follow OpenTelemetry's semantic conventions (a counter's name is a plural, a number of things at
 * this moment ends in {@code .count}, times are histograms in seconds, units are UCUM). What each
 * means is written only here: {@code docs/metrics.md} is generated from it.
 *
 * <p>An attribute's values come from an enumeration in this code, from the configuration (issuers),
 * or from a bounded list (destinations): a caller cannot make a time series.
 */
public enum Metric {
  INBOUND_REQUESTS(
      Kind.COUNTER,
      "inbound.requests",
      "{request}",
      "requests that reached the agent, each counted once, by what was found of a token",
      Attribute.RESULT,
      Attribute.REASON),
  INBOUND_REJECTIONS(
      Kind.COUNTER,
      "inbound.rejections",
      "{request}",
      "requests that the agent answered itself",
      Attribute.STATUS),
  INBOUND_WARNINGS(
      Kind.COUNTER,
      "inbound.warnings",
      "{request}",
      "requests that were noteworthy, whatever their result",
      Attribute.WARNING),
  CACHE_LOOKUPS(
      Kind.COUNTER,
      "cache.lookups",
      "{lookup}",
      "tokens looked up in a cache",
      Attribute.CACHE,
      Attribute.RESULT),
  CACHE_EVICTIONS(
      Kind.COUNTER,
      "cache.evictions",
      "{entry}",
      "entries that a cache dropped, since they were too old or too many",
      Attribute.CACHE),
  CACHE_ENTRIES(
      Kind.UP_DOWN, "cache.entry.count", "{entry}", "entries in a cache now", Attribute.CACHE),
  CACHE_SIZE(
      Kind.UP_DOWN, "cache.size", "By", "estimated heap that a cache takes now", Attribute.CACHE),
  CACHE_LIMIT(Kind.GAUGE, "cache.limit", "By", "most that a cache may take", Attribute.CACHE),
  SIGNATURE_DURATION(
      Kind.HISTOGRAM,
      "signature.duration",
      "s",
      "time to check one signature, on the thread of the request",
      Attribute.ALGORITHM,
      Attribute.PROVIDER),
  KEY_FETCHES(
      Kind.COUNTER,
      "key.fetches",
      "{fetch}",
      "fetches of an issuer's keys",
      Attribute.ISSUER,
      Attribute.RESULT),
  KEYS(Kind.UP_DOWN, "key.count", "{key}", "usable keys of an issuer now", Attribute.ISSUER),
  KEY_AGE(
      Kind.GAUGE,
      "key.age",
      "s",
      "time since an issuer's keys were last fetched",
      Attribute.ISSUER),
  KEY_STALENESS(
      Kind.GAUGE,
      "key.staleness",
      "s",
      "time for which the keys of an issuer should have been fetched anew; 0 when they are fresh",
      Attribute.ISSUER),
  INTROSPECTIONS(
      Kind.COUNTER,
      "introspection.requests",
      "{request}",
      "tokens for which an issuer had to be asked (RFC 7662)",
      Attribute.RESULT),
  STATUS_LIST_FETCHES(
      Kind.COUNTER, "status_list.fetches", "{fetch}", "fetches of status lists", Attribute.RESULT),
  OUTBOUND_CALLS(
      Kind.COUNTER,
      "outbound.calls",
      "{call}",
      "calls made for a request with a token, each redirect and retry of its own",
      Attribute.DESTINATION,
      Attribute.DECISION,
      Attribute.REASON),
  OUTBOUND_REFUSALS(
      Kind.COUNTER,
      "outbound.refusals",
      "{call}",
      "calls with our token that were answered 401 or 403",
      Attribute.DESTINATION,
      Attribute.STATUS),
  OUTBOUND_WARNINGS(
      Kind.COUNTER,
      "outbound.warnings",
      "{call}",
      "calls that were noteworthy, whatever was decided",
      Attribute.WARNING),
  OUTBOUND_TOKEN_IO(
      Kind.COUNTER,
      "outbound.token.io",
      "By",
      "length of the header values with tokens that were written, before any compression",
      Attribute.PROTOCOL),
  CONTEXT_CARRIED(
      Kind.COUNTER,
      "context.tasks",
      "{task}",
      "tasks and callbacks that ran with their request's token on another thread, or later"),
  CONTEXT_LOSSES(
      Kind.COUNTER,
      "context.losses",
      "{task}",
      "work that went without its request's token",
      Attribute.REASON),
  CONTEXT_LEFTOVERS(
      Kind.COUNTER,
      "context.leftovers",
      "{token}",
      "tokens left on a thread when its next request began, and cleared"),
  CONFIG_RELOADS(
      Kind.COUNTER,
      "config.reloads",
      "{reload}",
      "attempts to change the configuration while the service runs",
      Attribute.RESULT),
  CONFIG_AGE(
      Kind.GAUGE, "config.age", "s", "time since the configuration in force has come into force"),
  AGENT_ERRORS(
      Kind.COUNTER,
      "agent.errors",
      "{error}",
      "errors of the agent's own, which no application saw",
      Attribute.ERROR),
  AGENT_RULES(
      Kind.UP_DOWN, "agent.rule.count", "{rule}", "join points of libraries", Attribute.STATE),
  AGENT_CLASSES(
      Kind.UP_DOWN, "agent.class.count", "{class}", "classes of libraries that were woven"),
  AGENT_ALARMS(
      Kind.UP_DOWN,
      "agent.alarm.count",
      "{alarm}",
      "ways in which the service does not run as configured now",
      Attribute.STATE),
  AGENT_START_DURATION(
      Kind.GAUGE,
      "agent.start.duration",
      "s",
      "time that the agent took before the application's main method"),
  AGENT_THREADS(
      Kind.UP_DOWN, "agent.thread.count", "{thread}", "threads of the agent's own that run now");

  /** What kind of instrument it is. */
  public enum Kind {
    /** Only grows, from 0 at the start of the process. */
    COUNTER,
    /** A number of things at this moment, which may be added up over instances. */
    UP_DOWN,
    /** A value at this moment that makes no sense added up. */
    GAUGE,
    /** How long something took, in seconds. */
    HISTOGRAM
  }

  /** The names of attributes: OpenTelemetry's where there is one, otherwise ours. */
  private static final class Attribute {
    static final String RESULT = "tokenrelay.result";
    static final String REASON = "tokenrelay.reason";
    static final String WARNING = "tokenrelay.warning";
    static final String CACHE = "tokenrelay.cache";
    static final String ISSUER = "tokenrelay.issuer";
    static final String ALGORITHM = "tokenrelay.algorithm";
    static final String PROVIDER = "tokenrelay.provider";
    static final String DECISION = "tokenrelay.decision";
    static final String STATE = "tokenrelay.state";
    static final String STATUS = "http.response.status_code";
    static final String DESTINATION = "server.address";
    static final String PROTOCOL = "network.protocol.name";
    static final String ERROR = "error.type";
  }

  private static final String PREFIX = "tokenrelay.";

  private final Kind kind;
  private final String name;
  private final String unit;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // it is unmodifiable
  private final List<String> attributes;

  Metric(Kind kind, String name, String unit, String meaning, String... attributes) {
    this.kind = kind;
    this.name = PREFIX + name;
    this.unit = unit;
    this.meaning = meaning;
    this.attributes = Collections.unmodifiableList(Arrays.asList(attributes));
  }

  public Kind kind() {
    return kind;
  }

  /** {@code tokenrelay.inbound.requests}. */
  public String metricName() {
    return name;
  }

  /** In UCUM: {@code s}, {@code By}, or what is counted in braces. */
  public String unit() {
    return unit;
  }

  /** What is measured: not a full sentence. */
  public String meaning() {
    return meaning;
  }

  /** The names of its attributes, in the order in which their values are given. */
  public List<String> attributes() {
    return attributes;
  }
}
