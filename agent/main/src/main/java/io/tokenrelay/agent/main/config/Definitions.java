package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.main.config.Property.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of everything that can be set: parsing, {@code check} and the page {@code
 * docs/configuration.md} are made from it, and a test fails when page and table differ.
 *
 * <p>One property, one meaning; a name is never used again for another thing. What an invalid value
 * stands for is the default, unless that would relay more than the operator can have meant.
 */
public final class Definitions {
  private static final String V0_1 = "0.1";
  private static final List<Property<?>> ALL = new ArrayList<>();

  // The agent

  public static final Property<Boolean> ENABLED =
      agent(
          "enabled",
          Type.trueOrFalse(),
          "true",
          "false",
          "The master switch. `false` at start: nothing is woven, and nothing enforced. JMX "
              + "(`io.tokenrelay:type=TokenRelay`, attribute `Enabled`) switches relaying off and "
              + "on while the service runs, and leaves enforcement as it is.");

  public static final Property<String> CONFIG_FILE =
      agent(
          "config-file",
          Type.text("a path"),
          null,
          "A properties file in UTF-8, kept outside the application. If it cannot be "
              + "read, nobody is let in unless `tokenrelay.mode=observe` is set elsewhere "
              + "(see [enforcement](enforcement.md)).");

  public static final Property<String> MODE =
      agent(
          "mode",
          Type.oneOf("observe", "enforce-present", "enforce"),
          "observe",
          "enforce",
          "`observe` verifies and never rejects; `enforce-present` rejects a request "
              + "whose token is not valid; `enforce` also rejects one without a token. Where "
              + "enforcement is wanted and the configuration cannot be honoured, every "
              + "request is answered 503 (see [enforcement](enforcement.md)).");

  public static final Property<Boolean> DRY_RUN =
      agent(
          "dry-run",
          Type.trueOrFalse(),
          "false",
          "true",
          "Decide and count, but write no header on any call.");

  // Issuers

  public static final Property<List<String>> ISSUERS =
      agent(
          "issuers",
          Type.names(),
          "",
          "The names of the issuers whose tokens are accepted, if there are several. "
              + "For a single one, `tokenrelay.issuer` is enough.");

  public static final Property<String> ISSUER_URI =
      issuer(
          "uri",
          Type.text("a text"),
          "The issuer: the exact claim `iss` of its tokens. If no other source of keys "
              + "is given, they are found by OpenID discovery below this URL.");

  public static final Property<URI> JWKS_URI =
      issuer("jwks-uri", Type.httpUri(), "Where the issuer's JWK Set is fetched.");

  public static final Property<String> JWKS_FILE =
      issuer(
          "jwks-file", Type.text("a path"), "A file with its JWK Set, read again when it changes.");

  public static final Property<String> PUBLIC_KEY_FILE =
      issuer(
          "public-key-file",
          Type.text("a path"),
          "A PEM file with its public keys or certificates.");

  public static final Property<String> SECRET_FILE =
      issuer(
          "secret-file",
          Type.text("a path"),
          "A file with the secret shared with it. Allows HS256, HS384 and HS512, "
              + "and nothing else.");

  public static final Property<List<String>> ALGORITHMS =
      issuer(
          "algorithms",
          Type.listOf(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA", "Ed25519", "HS256", "HS384", "HS512"),
          "The algorithms that its tokens may be signed with. Not set: all that fit "
              + "its kind of key.");

  public static final Property<List<String>> AUDIENCES =
      issuer(
          "audiences",
          Type.list("a list of audiences"),
          "The names of this service: one of them must be in claim `aud`. Not set: "
              + "`aud` is not checked, and a WARN says so.");

  public static final Property<List<String>> TYP =
      issuer(
          "typ",
          Type.list("a list of types"),
          "The accepted values of header `typ`. Not set, and `any`: none, `JWT` and `at+jwt`. "
              + "`at+jwt` alone is RFC 9068. With a list, what looks like an ID token or a "
              + "security event is refused whatever its `typ`; proofs, logout tokens and status "
              + "lists always are.");

  public static final Property<List<String>> REQUIRED_CLAIMS =
      issuer(
          "required-claims",
          Type.claims(),
          "Claims that must be there besides `exp`: `name`, `name=value` (the value, or a list "
              + "that holds it), or `/object/name=value` for a claim within an object.");

  public static final Property<List<String>> REQUIRED_SCOPES =
      issuer("required-scopes", Type.scopes(), "Scopes that must all be granted.");

  public static final Property<URI> INTROSPECTION_URI =
      issuer(
          "introspection-uri",
          Type.httpUri(),
          "Its introspection endpoint (RFC 7662). Not set: the one that OpenID "
              + "discovery names.");

  public static final Property<String> INTROSPECTION_CLIENT_ID =
      issuer(
          "introspection-client-id",
          Type.text("a client id"),
          "The client as which the agent asks it. Only issuers with this or "
              + "`introspection-uri` are asked.");

  public static final Property<String> INTROSPECTION_CLIENT_SECRET_FILE =
      issuer(
          "introspection-client-secret-file",
          Type.text("a path"),
          "A file with the secret of that client, read each time.");

  public static final Property<List<String>> STATUS_LISTS =
      issuer(
          "status-lists",
          Type.httpUris(),
          "URL prefixes of its token status lists, besides its own origin.");

  // Verification

  public static final Property<String> VERIFICATION =
      agent(
          "verification",
          Type.oneOf("signature", "introspection"),
          "signature",
          "How a JWT is verified: by its `signature`, or by `introspection`, which asks its issuer "
              + "(see [verification](verification.md)).");

  public static final Property<Duration> CLOCK_SKEW =
      agent(
          "verification.clock-skew",
          Type.duration("0s", "300s"),
          "60s",
          "How far the issuer's clock may differ from this machine's.");

  public static final Property<Duration> MAX_LIFETIME =
      agent(
          "verification.max-lifetime",
          Type.duration("0s", "3650d"),
          "24h",
          "A token whose lifetime, from `iat` to `exp`, is longer counts as "
              + "long-lived. 0: none does.");

  public static final Property<String> MAX_LIFETIME_ACTION =
      agent(
          "verification.max-lifetime-action",
          Type.oneOf("warn", "reject"),
          "warn",
          "reject",
          "What happens to a long-lived token: `reject` makes it invalid; `warn` "
              + "accepts and counts it, with one WARN for each issuer.");

  public static final Property<Integer> MAX_TOKEN_BYTES =
      agent(
          "verification.max-token-bytes",
          Type.number(256, 1_048_576),
          "16384",
          "A longer token is invalid.");

  public static final Property<Long> CACHE_MAX_BYTES =
      agent(
          "verification.cache.max-bytes",
          Type.size("0", "4g"),
          "32m",
          "How much memory the cache of verified tokens may take.");

  public static final Property<Duration> CACHE_MAX_TTL =
      agent(
          "verification.cache.max-ttl",
          Type.duration("0s", "24h"),
          "10m",
          "How long a verification is remembered at most; never longer than the token "
              + "is valid.");

  public static final Property<Duration> NEGATIVE_TTL =
      agent(
          "verification.cache.negative-ttl",
          Type.duration("0s", "10m"),
          "10s",
          "How long an invalid token is remembered.");

  public static final Property<Integer> NEGATIVE_MAX_ENTRIES =
      agent(
          "verification.cache.negative-max-entries",
          Type.number(0, 10_000_000),
          "10000",
          "How many invalid tokens are remembered.");

  // Keys

  public static final Property<Duration> JWKS_TTL =
      agent(
          "jwks.ttl",
          Type.duration("1s", "7d"),
          "5m",
          "How long keys are fresh if the answer does not say (`Cache-Control`).");

  public static final Property<Duration> JWKS_TTL_MIN =
      agent(
          "jwks.ttl-min",
          Type.duration("1s", "7d"),
          "1m",
          "The shortest time that keys are fresh, whatever the answer says.");

  public static final Property<Duration> JWKS_TTL_MAX =
      agent(
          "jwks.ttl-max",
          Type.duration("1s", "7d"),
          "24h",
          "The longest time that keys are fresh, whatever the answer says.");

  public static final Property<Double> REFRESH_AHEAD =
      agent(
          "jwks.refresh-ahead",
          Type.fraction(0.1, 1),
          "0.8",
          "The part of that time after which keys are fetched again, in the background.");

  public static final Property<Duration> UNKNOWN_KID_INTERVAL =
      agent(
          "jwks.unknown-kid-interval",
          Type.duration("1s", "1h"),
          "30s",
          "The shortest time between two fetches of an issuer's keys that tokens with "
              + "an unknown key id cause.");

  public static final Property<Duration> STALE_MAX =
      agent(
          "jwks.stale-max",
          Type.duration("0s", "7d"),
          "1h",
          "How long the last good keys are used when the issuer cannot be reached.");

  public static final Property<Duration> CONNECT_TIMEOUT =
      agent(
          "jwks.connect-timeout",
          Type.duration("1ms", "1m"),
          "2s",
          "How long a connection to an issuer may take to open.");

  public static final Property<Duration> READ_TIMEOUT =
      agent(
          "jwks.read-timeout",
          Type.duration("1ms", "1m"),
          "2s",
          "How long the agent waits for data from an issuer.");

  public static final Property<Long> JWKS_MAX_BYTES =
      agent("jwks.max-bytes", Type.size("1k", "16m"), "262144", "A longer answer is rejected.");

  public static final Property<String> JWKS_PROXY =
      agent(
          "jwks.proxy",
          Type.text("host:port, or direct"),
          null,
          "The HTTP proxy on the way to issuers, `host:port`, or `direct` for none. "
              + "Not set: the JVM's own settings (`https.proxyHost` and so on).");

  public static final Property<String> JWKS_TRUST_STORE_FILE =
      agent(
          "jwks.trust-store-file",
          Type.text("a path"),
          null,
          "The certificates that issuers are verified with, instead of the runtime's: "
              + "PEM, or JKS. Read again when it changes.");

  public static final Property<String> JWKS_CLIENT_CERT_FILE =
      agent(
          "jwks.tls-client-cert-file",
          Type.text("a path"),
          null,
          "A PEM file with a private key (PKCS #8) and its certificates, for issuers "
              + "that require a client certificate. Read again when it changes.");

  public static final Property<Boolean> PREFETCH =
      agent(
          "jwks.prefetch",
          Type.trueOrFalse(),
          "true",
          "Fetch the keys in the background, as soon as a server has opened its port; otherwise with "
              + "the first token.");

  // Signatures

  public static final Property<String> CRYPTO_PROVIDER_DIR =
      agent(
          "crypto.provider-dir",
          Type.text("a path"),
          null,
          "A directory with the jar of the Amazon Corretto Crypto Provider for this platform: it "
              + "then verifies signatures, and nothing else in the JVM uses it (see "
              + "[performance](performance.md)). Not set: the one that the application has "
              + "registered, else the JDK's own.");

  // Revocation

  public static final Property<String> REVOCATION =
      agent(
          "revocation",
          Type.oneOf("none", "introspection", "status-list"),
          "none",
          "introspection",
          "How to find out that a token with a good signature has been revoked: not at "
              + "all, by `introspection`, or by the `status-list` that the token names (see "
              + "[verification](verification.md)).");

  public static final Property<Duration> REVOCATION_CACHE_TTL =
      agent(
          "revocation.cache-ttl",
          Type.duration("0s", "30s"),
          "30s",
          "How long the answer of an introspection is remembered.");

  public static final Property<Long> STATUS_LIST_MAX_BYTES =
      agent(
          "revocation.status-list-max-bytes",
          Type.size("1k", "64m"),
          "4m",
          "A status list that is longer, unpacked, is not read.");

  public static final Property<Duration> INTROSPECTION_TIMEOUT =
      agent(
          "introspection.timeout",
          Type.duration("1ms", "10s"),
          "2s",
          "How long a request waits for a connection to an issuer, and then for its answer.");

  public static final Property<Integer> INTROSPECTION_MAX_CONCURRENT =
      agent(
          "introspection.max-concurrent",
          Type.number(1, 1_000),
          "16",
          "How many questions an issuer is asked at a time; tokens beyond that cannot "
              + "be verified now.");

  // Taking the token

  public static final Property<List<String>> CAPTURE_SOURCES =
      agent(
          "capture.sources",
          Type.list("a list of sources"),
          "authorization",
          "Where a token is looked for: `authorization`, `header:<name>` for the bare token, "
              + "`header:<name>:<prefix>` for one behind a word, `cookie:<name>`. Two different "
              + "tokens in these places count as none, and are refused with 400 where tokens are "
              + "enforced.");

  public static final Property<String> CAPTURE_OPAQUE =
      agent(
          "capture.opaque",
          Type.oneOf("ignore", "relay", "introspect"),
          "ignore",
          "What happens to a bearer token that is not a JWT: `ignore` relays nothing, "
              + "and the enforcing modes reject the request; `relay` relays it although "
              + "nobody has verified it (mode `enforce` still rejects it); `introspect` asks "
              + "its issuer (see [verification](verification.md)).");

  public static final Property<List<String>> EXCLUDE_PATHS =
      agent(
          "capture.exclude-paths",
          Type.list("a list of paths"),
          "/health,/healthz,/livez,/readyz,/actuator/health/**,grpc.health.v1.Health",
          "Where nothing is rejected: `/path`, `/path/**` for everything below as "
              + "well, for HTTP; a service, for gRPC. Never a path that can be read in two "
              + "ways.");

  public static final Property<Boolean> CORS_PREFLIGHT_BYPASS =
      agent(
          "capture.cors-preflight-bypass",
          Type.trueOrFalse(),
          "true",
          "Never reject a CORS preflight request, unless a rule names `OPTIONS` for its path (see"
              + " [enforcement](enforcement.md)).");

  // Keeping the token

  public static final Property<String> DETACHED =
      agent(
          "context.detached",
          Type.oneOf("until-expiry", "request"),
          "until-expiry",
          "request",
          "How long work that outlives its request keeps the token: `until-expiry`, or not "
              + "beyond the `request`.");

  public static final Property<Duration> DETACHED_MAX =
      agent(
          "context.detached-max",
          Type.duration("0s", "24h"),
          "30s",
          "With `until-expiry`, no longer than this after the request is complete. A class of "
              + "tasks that is still running then is not carried again.");

  public static final Property<String> CARRY =
      agent(
          "context.carry",
          Type.oneOf("owned", "request"),
          "owned",
          "request",
          "What carries the token: `owned`, all work that is known to be its request's own; or the "
              + "`request`'s own threads, and what a framework runs for it, alone.");

  public static final Property<List<String>> CARRY_TASKS =
      agent(
          "context.carry-tasks",
          Type.list("a list of class names"),
          "",
          "Classes of tasks that are the work of the request which hands them over, with `*` for"
              + " any characters; a lambda goes by the class it is written in.");

  public static final Property<List<String>> DROP_TASKS =
      agent(
          "context.drop-tasks",
          Type.list("a list of class names"),
          "",
          "Classes of tasks that are nobody's, whoever creates them.");

  public static final Property<List<String>> KEEP_WAITING =
      agent(
          "context.keep-waiting",
          Type.list("a list of class names"),
          "",
          "Classes that take from queues without serving others by that, as pools of connections "
              + "do; the usual ones are known.");

  public static final Property<Boolean> TRIPWIRE =
      agent(
          "context.tripwire",
          Type.trueOrFalse(),
          "true",
          "Keep the token from a call that was created for one request and is made while its"
              + " thread serves another.");

  // Relaying the token

  public static final Property<String> DESTINATIONS =
      agent(
          "propagation.destinations",
          Type.oneOf("trusted", "all", "listed", "off"),
          "trusted",
          "off",
          "Who gets the token: `trusted`, your own services (see [safety](safety.md)); "
              + "`all`, everyone but the guarded; `listed`, the allow list alone; `off`, "
              + "nobody.");

  public static final Property<List<String>> ALLOW =
      agent(
          "propagation.allow",
          Type.list("a list of destinations"),
          "",
          "Destinations that get the token: `host`, `*.host`, `host:port`, "
              + "`https://host`, CIDR, `grpc:pkg.Service`.");

  public static final Property<List<String>> DENY =
      agent(
          "propagation.deny",
          Type.list("a list of destinations"),
          "",
          "Destinations that never get it, in the same forms.");

  public static final Property<List<String>> BOUNDARY_SUFFIXES =
      agent(
          "propagation.boundary.suffixes",
          Type.list("a list of domain suffixes"),
          "",
          "Domains that are part of the own estate, beside the built-in ones.");

  public static final Property<List<String>> BOUNDARY_CIDRS =
      agent(
          "propagation.boundary.cidrs",
          Type.list("a list of address ranges"),
          "",
          "Address ranges that are part of the own estate, beside the private ones: what a client"
              + " is connected to is compared, whatever its name.");

  public static final Property<Boolean> AUDIENCE_MATCH =
      agent(
          "propagation.audience-match",
          Type.trueOrFalse(),
          "true",
          "false",
          "Whether a service that claim `aud` names by its URL gets the token: the same scheme,"
              + " host and port, inside the boundary or not.");

  public static final Property<List<String>> GUARDS_DISABLE =
      agent(
          "propagation.guards.disable",
          Type.listOf(
              "metadata",
              "presigned",
              "issuer",
              "connect",
              "bound",
              "workload",
              "proxy",
              "upgrade"),
          "",
          "Guards to switch off.");

  public static final Property<Boolean> UPGRADES =
      agent(
          "propagation.upgrades",
          Type.trueOrFalse(),
          "false",
          "Whether a token goes out on what opens a connection that outlives its request: a"
              + " WebSocket's handshake, a gRPC call whose client streams.");

  public static final Property<Boolean> ALLOW_INSECURE =
      agent(
          "propagation.allow-insecure",
          Type.trueOrFalse(),
          "false",
          "Whether an allow-listed public host gets the token over plain http.");

  public static final Property<String> HEADER =
      agent(
          "propagation.header",
          Type.text("a header name"),
          "Authorization",
          "The header that is written.");

  public static final Property<String> SCHEME =
      agent(
          "propagation.scheme",
          Type.text("one word"),
          "Bearer",
          "The word before the token in that header.");

  public static final Property<String> EXISTING =
      agent(
          "propagation.existing",
          Type.oneOf("preserve", "replace", "alternate-header"),
          "preserve",
          "Where the application has set `Authorization` itself, or its client has credentials of "
              + "its own for the target: `preserve` leaves the call alone, `replace` writes the "
              + "token in their place, `alternate-header` leaves them and writes "
              + "`tokenrelay.propagation.header` beside them. The `CallCredentials` of gRPC are "
              + "never replaced.");

  public static final Property<String> EXPIRED =
      agent(
          "propagation.expired",
          Type.oneOf("skip", "send"),
          "skip",
          "Whether a token that has expired meanwhile is still sent.");

  public static final Property<Duration> MIN_REMAINING =
      agent(
          "propagation.min-remaining",
          Type.duration("0s", "1h"),
          "0s",
          "A token that is valid for less than this is near its end, and counted.");

  public static final Property<String> MIN_REMAINING_ACTION =
      agent(
          "propagation.min-remaining-action",
          Type.oneOf("relay", "skip"),
          "relay",
          "skip",
          "Whether a token near its end is relayed.");

  public static final Property<Integer> MAX_HEADER_BYTES =
      agent(
          "propagation.max-header-bytes",
          Type.number(256, 1_048_576),
          "8192",
          "A longer header is counted, with a WARN: many servers refuse it.");

  public static final Property<String> OVERSIZE_ACTION =
      agent(
          "propagation.oversize-action",
          Type.oneOf("relay", "skip"),
          "relay",
          "skip",
          "Whether such a header is written.");

  // Rejecting

  public static final Property<String> REALM =
      agent("enforce.realm", Type.text("a text"), "tokenrelay", "The realm in `WWW-Authenticate`.");

  public static final Property<Boolean> ENFORCE_ENABLED =
      agent(
          "enforce.enabled",
          Type.trueOrFalse(),
          "true",
          "The switch of enforcement. `false` opens the door: nothing is rejected, whatever mode "
              + "and rules say, with an ERROR in the log and 503 at `GET /ready`. JMX (attribute "
              + "`EnforceEnabled`) flips it while the service runs.");

  public static final Property<List<String>> CORS_ORIGINS =
      agent(
          "enforce.cors-origins",
          Type.list("a list of origins"),
          "",
          "The origins of the web applications that may read a rejection, such as "
              + "`https://app.example`: a browser hides it from all others, so that an expired "
              + "token looks to them like a broken network.");

  public static final Property<Duration> RETRY_AFTER =
      agent("enforce.retry-after", Type.duration("1s", "1h"), "5s", "With a 503 or 429.");

  public static final Property<Rate> FAILURES =
      agent(
          "rate-limit.failures",
          Type.rate(),
          "100/s",
          "How many signatures that turn out false one address may have checked, and how many"
              + " tokens that its issuer does not know; `burst` of them at once, twice the rate"
              + " when not said. Beyond it, tokens from there that are not known yet are not looked"
              + " at: 429 where tokens are enforced.");

  public static final Property<List<String>> TRUSTED_PROXIES =
      agent(
          "rate-limit.trusted-proxies",
          Type.list("a list of address ranges"),
          "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7",
          "Whose `X-Forwarded-For` is trusted when addresses are told apart. All that one of them "
              + "forwards may fail 20 times as often as one address.");

  public static final Property<List<String>> RULES =
      agent(
          "enforce.rules",
          Type.names(),
          "",
          "The names of the access rules; see [enforcement](enforcement.md).");

  public static final Property<List<String>> RULE_PATHS =
      rule(
          "paths",
          Type.list("a list of paths"),
          "Where it holds: `/path`, `/path/*` for one segment more, `/path/**` for all below too, "
              + "a gRPC service or `pkg.Service/Method`. Not set, or invalid: everywhere.");

  public static final Property<List<String>> RULE_METHODS =
      rule(
          "methods",
          Type.list("a list of HTTP methods"),
          "For which HTTP methods it holds. Not set, or invalid: for all.");

  public static final Property<List<String>> RULE_SCOPES =
      rule(
          "required-scopes",
          Type.list("a list of scopes"),
          "Scopes that must all be granted. Invalid: no token meets the rule.");

  public static final Property<List<String>> RULE_CLAIMS =
      rule(
          "required-claims",
          Type.list("a list of claims"),
          "Claims that must all be there, as in `tokenrelay.issuer.<name>.required-claims`. "
              + "Invalid: no token meets the rule.");

  // Watching

  public static final Property<List<String>> METRICS_EXPORTER =
      agent(
          "metrics.exporter",
          Type.listOf("otel", "jmx", "none"),
          "otel,jmx",
          "Where the counters are shown: as OpenTelemetry metrics, if its agent is attached, and as "
              + "attributes of the MBean.");

  public static final Property<Boolean> JMX_ENABLED =
      agent(
          "jmx.enabled",
          Type.trueOrFalse(),
          "true",
          "Whether there is the MBean `io.tokenrelay:type=TokenRelay`, with the switches `Enabled` "
              + "and `EnforceEnabled` and with what is wrong now. It comes up when a server has "
              + "opened its port, or with the first request.");

  public static final Property<Integer> HTTP_PORT =
      agent(
          "health.http-port",
          Type.number(0, 65_535),
          "0",
          "A port on 127.0.0.1 for `GET /health` (the agent runs), `GET /ready` (503 "
              + "while the service does not serve as configured) and `GET /metrics`, all in "
              + "JSON (see [operations](operations.md)). 0: none.");

  public static final Property<String> LOG_LEVEL =
      agent(
          "log.level",
          Type.oneOf("trace", "debug", "info", "warn", "error"),
          "info",
          "The lowest level that is logged.");

  public static final Property<String> LOG_FILE =
      agent(
          "log.file",
          Type.text("a path"),
          null,
          "The file to log to instead of standard error; lines are appended.");

  public static final Property<String> LOG_IDENTITY =
      agent(
          "log.identity",
          Type.oneOf("hash", "none"),
          "hash",
          "none",
          "Whether a line may identify a caller, by a digest of claim `sub`.");

  public static final Property<Boolean> REQUEST_ATTRIBUTE =
      agent(
          "api.request-attribute",
          Type.trueOrFalse(),
          "true",
          "false",
          "Whether the application finds issuer, subject and client of a verified token in the "
              + "request attribute `tokenrelay.identity`.");

  // Instrumentations

  public static final Property<Boolean> INSTRUMENTATION_DEFAULT_ENABLED =
      agent(
          "instrumentation.default-enabled",
          Type.trueOrFalse(),
          "true",
          "false",
          "Whether instrumentations are on that have no setting of their own.");

  public static final Property<Boolean> INSTRUMENTATION_ENABLED =
      define(
          Scope.INSTRUMENTATION,
          "enabled",
          Type.trueOrFalse(),
          null,
          "false",
          "Whether one library is woven.");

  private Definitions() {}

  /** Every property, in the order of the page. */
  public static List<Property<?>> all() {
    return Collections.unmodifiableList(ALL);
  }

  /** Whether something can be asked there: an issuer may be called by a mere name. */
  public static boolean isUrl(String text) {
    return JWKS_URI.parse(text) != null;
  }

  /** The ways to say where an issuer's keys are: one of them, or none for discovery. */
  static List<Property<?>> keySources() {
    return Arrays.asList(JWKS_URI, JWKS_FILE, PUBLIC_KEY_FILE, SECRET_FILE);
  }

  /** Names of earlier releases, and what to do instead; a release later they are unknown. */
  static Map<String, String> retired() {
    return Collections.singletonMap(
        "tokenrelay.propagation.boundary.resolve",
        "no name is looked up any more; the address that a client is connected to is what counts");
  }

  private static <T> Property<T> agent(
      String name, Type<T> type, @Nullable String byDefault, String meaning) {
    return define(Scope.AGENT, name, type, byDefault, byDefault, meaning);
  }

  private static <T> Property<T> agent(
      String name, Type<T> type, String byDefault, String whenInvalid, String meaning) {
    return define(Scope.AGENT, name, type, byDefault, whenInvalid, meaning);
  }

  private static <T> Property<T> issuer(String name, Type<T> type, String meaning) {
    return define(Scope.ISSUER, name, type, null, null, meaning);
  }

  private static <T> Property<T> rule(String name, Type<T> type, String meaning) {
    return define(Scope.RULE, name, type, null, null, meaning);
  }

  private static <T> Property<T> define(
      Scope scope,
      String name,
      Type<T> type,
      @Nullable String byDefault,
      @Nullable String whenInvalid,
      String meaning) {
    Property<T> property = new Property<>(scope, name, type, V0_1, byDefault, whenInvalid, meaning);
    ALL.add(property);
    return property;
  }
}
