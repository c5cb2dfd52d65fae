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
import io.tokenrelay.agent.relay.RequiredClaim;
import io.tokenrelay.agent.relay.RuleProperties;
import io.tokenrelay.agent.relay.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one table of everything that can be set: parsing, {@code check} and the page {@code
 * docs/configuration.md} are made from it, and a test fails when page and table differ.
 *
 * <p>One property, one meaning; a name is never used again for another thing. What an invalid value
 * stands for is the default, unless that would relay more than the operator can have meant.
 */
public final class Definitions {
  /** The issuer that {@code tokenrelay.issuer} and the other short names set. */
  public static final String DEFAULT_ISSUER = "default";

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

  public static final Property<List<String>> ISSUERS =
      AGENT
          .property("issuers", ListType.names())
          .byDefault("")
          .means(
              "The names of the issuers whose tokens are accepted, if there are several. "
                  + "For a single one, `tokenrelay.issuer` is enough.");

  static final Table ISSUER =
      new Table(Scope.of("issuer").listedBy(ISSUERS).shortFor(DEFAULT_ISSUER));

  public static final Property<String> ISSUER_URI =
      ISSUER
          .property("uri", Type.text("a text"))
          .inShort("issuer")
          .means(
              "The issuer: the exact claim `iss` of its tokens. If no other source of keys "
                  + "is given, they are found by OpenID discovery below this URL.");

  public static final Property<URI> JWKS_URI =
      ISSUER.property("jwks-uri", Type.httpUri()).means("Where the issuer's JWK Set is fetched.");

  public static final Property<String> JWKS_FILE =
      ISSUER
          .property("jwks-file", Type.text("a path"))
          .means("A file with its JWK Set, read again when it changes.");

  public static final Property<String> PUBLIC_KEY_FILE =
      ISSUER
          .property("public-key-file", Type.text("a path"))
          .means("A PEM file with its public keys or certificates.");

  public static final Property<String> SECRET_FILE =
      ISSUER
          .property("secret-file", Type.text("a path"))
          .means(
              "A file with the secret shared with it. Allows HS256, HS384 and HS512, "
                  + "and nothing else.");

  public static final Property<List<String>> ALGORITHMS =
      ISSUER
          .property(
              "algorithms",
              ListType.listOf(
                  "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                  "EdDSA", "Ed25519", "HS256", "HS384", "HS512"))
          .means(
              "The algorithms that its tokens may be signed with. Not set: all that fit "
                  + "its kind of key.");

  public static final Property<List<String>> AUDIENCES =
      ISSUER
          .property("audiences", ListType.list("a list of audiences"))
          .means(
              "The names of this service: one of them must be in claim `aud`. Not set: "
                  + "`aud` is not checked, and a WARN says so.");

  public static final Property<List<String>> TYP =
      ISSUER
          .property("typ", ListType.list("a list of types"))
          .means(
              "The accepted values of header `typ`. Not set, and `any`: none, `JWT` and `at+jwt`. "
                  + "`at+jwt` alone is RFC 9068. With a list, what looks like an ID token or a "
                  + "security event is refused whatever its `typ`; proofs, logout tokens and status "
                  + "lists always are.");

  public static final Property<List<String>> REQUIRED_CLAIMS =
      ISSUER
          .property("required-claims", claims())
          .means(
              "Claims that must be there besides `exp`: `name`, `name=value` (the value, or a list "
                  + "that holds it), or `/object/name=value` for a claim within an object.");

  public static final Property<List<String>> REQUIRED_SCOPES =
      ISSUER.property("required-scopes", scopes()).means("Scopes that must all be granted.");

  public static final Property<URI> INTROSPECTION_URI =
      ISSUER
          .property("introspection-uri", Type.httpUri())
          .means(
              "Its introspection endpoint (RFC 7662). Not set: the one that OpenID "
                  + "discovery names.");

  public static final Property<String> INTROSPECTION_CLIENT_ID =
      ISSUER
          .property("introspection-client-id", Type.text("a client id"))
          .means(
              "The client as which the agent asks it. Only issuers with this or "
                  + "`introspection-uri` are asked.");

  public static final Property<String> INTROSPECTION_CLIENT_SECRET_FILE =
      ISSUER
          .property("introspection-client-secret-file", Type.text("a path"))
          .means("A file with the secret of that client, read each time.");

  public static final Property<List<String>> STATUS_LISTS =
      ISSUER
          .property("status-lists", ListType.httpUris())
          .means("URL prefixes of its token status lists, besides its own origin.");

  // Verification

  public static final Property<String> VERIFICATION =
      AGENT
          .property("verification", Type.oneOf("signature", "introspection"))
          .byDefault("signature")
          .means(
              "How a JWT is verified: by its `signature`, or by `introspection`, which asks its issuer "
                  + "(see [verification](verification.md)).");

  public static final Property<Duration> CLOCK_SKEW =
      AGENT
          .property("verification.clock-skew", Type.duration("0s", "300s"))
          .byDefault("60s")
          .means("How far the issuer's clock may differ from this machine's.");

  public static final Property<Duration> MAX_LIFETIME =
      AGENT
          .property("verification.max-lifetime", Type.duration("0s", "3650d"))
          .byDefault("24h")
          .means(
              "A token whose lifetime, from `iat` to `exp`, is longer counts as "
                  + "long-lived. 0: none does.");

  public static final Property<String> MAX_LIFETIME_ACTION =
      AGENT
          .property("verification.max-lifetime-action", Type.oneOf("warn", "reject"))
          .byDefault("warn")
          .whenInvalid("reject")
          .means(
              "What happens to a long-lived token: `reject` makes it invalid; `warn` "
                  + "accepts and counts it, with one WARN for each issuer.");

  public static final Property<Long> CACHE_MAX_BYTES =
      AGENT
          .property("verification.cache.max-bytes", Type.size("0", "4g"))
          .byDefault("32m")
          .means("How much memory the cache of verified tokens may take.");

  public static final Property<Duration> CACHE_MAX_TTL =
      AGENT
          .property("verification.cache.max-ttl", Type.duration("0s", "24h"))
          .byDefault("10m")
          .means(
              "How long a verification is remembered at most; never longer than the token "
                  + "is valid.");

  public static final Property<Duration> NEGATIVE_TTL =
      AGENT
          .property("verification.cache.negative-ttl", Type.duration("0s", "10m"))
          .byDefault("10s")
          .means("How long an invalid token is remembered.");

  public static final Property<Integer> NEGATIVE_MAX_ENTRIES =
      AGENT
          .property("verification.cache.negative-max-entries", Type.number(0, 10_000_000))
          .byDefault("10000")
          .means("How many invalid tokens are remembered.");

  // Keys

  public static final Property<Duration> JWKS_TTL =
      AGENT
          .property("jwks.ttl", Type.duration("1s", "7d"))
          .byDefault("5m")
          .means("How long keys are fresh if the answer does not say (`Cache-Control`).");

  public static final Property<Duration> JWKS_TTL_MIN =
      AGENT
          .property("jwks.ttl-min", Type.duration("1s", "7d"))
          .byDefault("1m")
          .means("The shortest time that keys are fresh, whatever the answer says.");

  public static final Property<Duration> JWKS_TTL_MAX =
      AGENT
          .property("jwks.ttl-max", Type.duration("1s", "7d"))
          .byDefault("24h")
          .means("The longest time that keys are fresh, whatever the answer says.");

  public static final Property<Double> REFRESH_AHEAD =
      AGENT
          .property("jwks.refresh-ahead", Type.fraction(0.1, 1))
          .byDefault("0.8")
          .means("The part of that time after which keys are fetched again, in the background.");

  public static final Property<Duration> UNKNOWN_KID_INTERVAL =
      AGENT
          .property("jwks.unknown-kid-interval", Type.duration("1s", "1h"))
          .byDefault("30s")
          .means(
              "The shortest time between two fetches of an issuer's keys that tokens with "
                  + "an unknown key id cause.");

  public static final Property<Duration> STALE_MAX =
      AGENT
          .property("jwks.stale-max", Type.duration("0s", "7d"))
          .byDefault("1h")
          .means("How long the last good keys are used when the issuer cannot be reached.");

  public static final Property<Duration> CONNECT_TIMEOUT =
      AGENT
          .property("jwks.connect-timeout", Type.duration("1ms", "1m"))
          .byDefault("2s")
          .means("How long a connection to an issuer may take to open.");

  public static final Property<Duration> READ_TIMEOUT =
      AGENT
          .property("jwks.read-timeout", Type.duration("1ms", "1m"))
          .byDefault("2s")
          .means("How long the agent waits for data from an issuer.");

  public static final Property<Long> JWKS_MAX_BYTES =
      AGENT
          .property("jwks.max-bytes", Type.size("1k", "16m"))
          .byDefault("262144")
          .means("A longer answer is rejected.");

  public static final Property<String> JWKS_PROXY =
      AGENT
          .property("jwks.proxy", Type.text("host:port, or direct"))
          .means(
              "The HTTP proxy on the way to issuers, `host:port`, or `direct` for none. "
                  + "Not set: the JVM's own settings (`https.proxyHost` and so on).");

  public static final Property<String> JWKS_TRUST_STORE_FILE =
      AGENT
          .property("jwks.trust-store-file", Type.text("a path"))
          .means(
              "The certificates that issuers are verified with, instead of the runtime's: "
                  + "PEM, or JKS. Read again when it changes.");

  public static final Property<String> JWKS_CLIENT_CERT_FILE =
      AGENT
          .property("jwks.tls-client-cert-file", Type.text("a path"))
          .means(
              "A PEM file with a private key (PKCS #8) and its certificates, for issuers "
                  + "that require a client certificate. Read again when it changes.");

  public static final Property<Boolean> PREFETCH =
      AGENT
          .property("jwks.prefetch", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Fetch the keys in the background, as soon as a server has opened its port; otherwise with "
                  + "the first token.");

  // Signatures

  public static final Property<String> CRYPTO_PROVIDER_DIR =
      AGENT
          .property("crypto.provider-dir", Type.text("a path"))
          .means(
              "A directory with the jar of the Amazon Corretto Crypto Provider for this platform: it "
                  + "then verifies signatures, and nothing else in the JVM uses it (see "
                  + "[performance](performance.md)). Not set: the one that the application has "
                  + "registered, else the JDK's own.");

  // Revocation

  public static final Property<String> REVOCATION =
      AGENT
          .property("revocation", Type.oneOf("none", "introspection", "status-list"))
          .byDefault("none")
          .whenInvalid("introspection")
          .means(
              "How to find out that a token with a good signature has been revoked: not at "
                  + "all, by `introspection`, or by the `status-list` that the token names (see "
                  + "[verification](verification.md)).");

  public static final Property<Duration> REVOCATION_CACHE_TTL =
      AGENT
          .property("revocation.cache-ttl", Type.duration("0s", "30s"))
          .byDefault("30s")
          .means("How long the answer of an introspection is remembered.");

  public static final Property<Long> STATUS_LIST_MAX_BYTES =
      AGENT
          .property("revocation.status-list-max-bytes", Type.size("1k", "64m"))
          .byDefault("4m")
          .means("A status list that is longer, unpacked, is not read.");

  public static final Property<Duration> INTROSPECTION_TIMEOUT =
      AGENT
          .property("introspection.timeout", Type.duration("1ms", "10s"))
          .byDefault("2s")
          .means(
              "How long a request waits for a connection to an issuer, and then for its answer.");

  public static final Property<Integer> INTROSPECTION_MAX_CONCURRENT =
      AGENT
          .property("introspection.max-concurrent", Type.number(1, 1_000))
          .byDefault("16")
          .means(
              "How many questions an issuer is asked at a time; tokens beyond that cannot "
                  + "be verified now.");

  // Taking the token

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

  // Relaying the token

  // Rejecting

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
        ISSUER,
        INSTRUMENTATION);
  }

  /** The ways to say where an issuer's keys are: one of them, or none for discovery. */
  static List<Property<?>> keySources() {
    return Arrays.asList(JWKS_URI, JWKS_FILE, PUBLIC_KEY_FILE, SECRET_FILE);
  }

  private static ListType<List<String>> scopes() {
    return new ListType<List<String>>("a list of scopes, without blanks, quotes and backslashes") {
      @Override
      protected @Nullable List<String> of(List<String> scopes) {
        try {
          for (String scope : scopes) {
            Scopes.check(scope);
          }
          return scopes;
        } catch (IllegalArgumentException unreadable) {
          return null;
        }
      }
    };
  }

  private static ListType<List<String>> claims() {
    return new ListType<List<String>>(
        "a list of claims such as name, name=value or /object/name=value") {
      @Override
      protected @Nullable List<String> of(List<String> claims) {
        try {
          for (String claim : claims) {
            RequiredClaim.of(claim);
          }
          return claims;
        } catch (IllegalArgumentException unreadable) {
          return null;
        }
      }

      @Override
      protected boolean holdsPairs() {
        return true;
      }
    };
  }
}
