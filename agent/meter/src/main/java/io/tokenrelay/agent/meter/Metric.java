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
  INBOUND_TRANSACTIONS(
      Kind.COUNTER,
      "inbound.transaction_tokens",
      "{token}",
      "transaction tokens that requests brought",
      Attribute.RESULT),
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
      "entries that a cache dropped: size, since it was full; expired, since they were too old",
      Attribute.CACHE,
      Attribute.REASON),
  CACHE_ENTRIES(
      Kind.UP_DOWN, "cache.entry.count", "{entry}", "entries in a cache now", Attribute.CACHE),
  CACHE_SIZE(
      Kind.UP_DOWN, "cache.size", "By", "estimated heap that a cache takes now", Attribute.CACHE),
  CACHE_LIMIT(Kind.GAUGE, "cache.limit", "By", "most that a cache may take", Attribute.CACHE),
  TOKENS_DISTINCT(
      Kind.GAUGE,
      "token.distinct.count",
      "{token}",
      "different JWTs in the last five minutes whose signature was good, give or take 5 %; counted"
          + " from the first reading on"),
  SIGNATURE_DURATION(
      boundsOfChecks(),
      "signature.duration",
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
  KEY_FETCH_DURATION(
      boundsOfRequests(),
      "key.fetch.duration",
      "time that a fetch of an issuer's keys took, in the background",
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
  INTROSPECTION_DURATION(
      boundsOfRequests(),
      "introspection.request.duration",
      "time that an issuer took to answer about a token, on the thread of the request",
      Attribute.RESULT),
  STATUS_LIST_FETCHES(
      Kind.COUNTER, "status_list.fetches", "{fetch}", "fetches of status lists", Attribute.RESULT),
  STATUS_LIST_FETCH_DURATION(
      boundsOfRequests(),
      "status_list.fetch.duration",
      "time that a fetch of a status list took, in the background",
      Attribute.RESULT),
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
  OUTBOUND_TRANSACTIONS(
      Kind.COUNTER,
      "outbound.transaction_tokens",
      "{call}",
      "calls made for a request that has, or could have, a transaction token",
      Attribute.RESULT),
  EXCHANGES(
      Kind.COUNTER,
      "exchange.requests",
      "{request}",
      "tokens that were exchanged for others (RFC 8693)",
      Attribute.RESULT),
  EXCHANGE_CALLS(
      Kind.COUNTER,
      "exchange.calls",
      "{call}",
      "calls that got an exchanged token from memory, or could not get one in time",
      Attribute.RESULT),
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
  AGENT_READINESS(
      Kind.GAUGE,
      "agent.readiness",
      "1",
      "1 for the state that /ready tells, 0 for the others",
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

  @SuppressWarnings("ImmutableEnumChecker") // nobody gets it
  private final double[] bounds;

  Metric(Kind kind, String name, String unit, String meaning, String... attributes) {
    this(kind, new double[0], name, unit, meaning, attributes);
  }

  /** A histogram. */
  Metric(double[] bounds, String name, String meaning, String... attributes) {
    this(Kind.HISTOGRAM, bounds, name, "s", meaning, attributes);
  }

  Metric(
      Kind kind, double[] bounds, String name, String unit, String meaning, String... attributes) {
    this.kind = kind;
    this.bounds = bounds;
    this.name = PREFIX + name;
    this.unit = unit;
    this.meaning = meaning;
    this.attributes = Collections.unmodifiableList(Arrays.asList(attributes));
  }

  /** From a fast machine's HMAC to a slow one's elliptic curve. */
  private static double[] boundsOfChecks() {
    return new double[] {
      1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 1e-1
    };
  }

  /** As the semantic conventions have them for an HTTP client. */
  private static double[] boundsOfRequests() {
    return new double[] {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
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

  /** The upper bounds of a histogram's buckets, in seconds, ascending. */
  public double[] bounds() {
    return bounds.clone();
  }

  /** The names of its attributes, in the order in which their values are given. */
  public List<String> attributes() {
    return attributes;
  }
}
