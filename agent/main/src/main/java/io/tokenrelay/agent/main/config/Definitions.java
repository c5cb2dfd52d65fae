package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.relay.Rate;
import io.tokenrelay.agent.relay.RequiredClaim;
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

  private static final Table AGENT =
      new Table(Scope.AGENT)
          .retire(
              "propagation.boundary.resolve",
              "no name is looked up any more; the address that a client is connected to is what"
                  + " counts");

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

  public static final Property<String> MODE =
      AGENT
          .property("mode", Type.oneOf("observe", "enforce-present", "enforce"))
          .byDefault("observe")
          .whenInvalid("enforce")
          .means(
              "`observe` verifies and never rejects; `enforce-present` rejects a request "
                  + "whose token is not valid; `enforce` also rejects one without a token. Where "
                  + "enforcement is wanted and the configuration cannot be honoured, every "
                  + "request is answered 503 (see [enforcement](enforcement.md)).");

  public static final Property<Boolean> DRY_RUN =
      AGENT
          .property("dry-run", Type.trueOrFalse())
          .byDefault("false")
          .whenInvalid("true")
          .means("Decide and count, but write no header on any call.");

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

  public static final Property<Integer> MAX_TOKEN_BYTES =
      AGENT
          .property("verification.max-token-bytes", Type.number(256, 1_048_576))
          .byDefault("16384")
          .means("A longer token is invalid.");

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

  public static final Property<List<String>> CAPTURE_SOURCES =
      AGENT
          .property("capture.sources", ListType.list("a list of sources"))
          .byDefault("authorization")
          .means(
              "Where a token is looked for: `authorization`, `header:<name>` for the bare token, "
                  + "`header:<name>:<prefix>` for one behind a word, `cookie:<name>`. Two different "
                  + "tokens in these places count as none, and are refused with 400 where tokens are "
                  + "enforced.");

  public static final Property<String> CAPTURE_OPAQUE =
      AGENT
          .property("capture.opaque", Type.oneOf("ignore", "relay", "introspect"))
          .byDefault("ignore")
          .means(
              "What happens to a bearer token that is not a JWT: `ignore` relays nothing, "
                  + "and the enforcing modes reject the request; `relay` relays it although "
                  + "nobody has verified it (mode `enforce` still rejects it); `introspect` asks "
                  + "its issuer (see [verification](verification.md)).");

  public static final Property<List<String>> EXCLUDE_PATHS =
      AGENT
          .property("capture.exclude-paths", ListType.list("a list of paths"))
          .byDefault("/health,/healthz,/livez,/readyz,/actuator/health/**,grpc.health.v1.Health")
          .means(
              "Where nothing is rejected: `/path`, `/path/**` for everything below as "
                  + "well, for HTTP; a service, for gRPC. Never a path that can be read in two "
                  + "ways.");

  public static final Property<Boolean> CORS_PREFLIGHT_BYPASS =
      AGENT
          .property("capture.cors-preflight-bypass", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Never reject a CORS preflight request, unless a rule names `OPTIONS` for its path (see"
                  + " [enforcement](enforcement.md)).");

  // Keeping the token

  public static final Property<String> DETACHED =
      AGENT
          .property("context.detached", Type.oneOf("until-expiry", "request"))
          .byDefault("until-expiry")
          .whenInvalid("request")
          .means(
              "How long work that outlives its request keeps the token: `until-expiry`, or not "
                  + "beyond the `request`.");

  public static final Property<Duration> DETACHED_MAX =
      AGENT
          .property("context.detached-max", Type.duration("0s", "24h"))
          .byDefault("30s")
          .means(
              "With `until-expiry`, no longer than this after the request is complete. A class of "
                  + "tasks that is still running then is not carried again.");

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

  public static final Property<Boolean> TRIPWIRE =
      AGENT
          .property("context.tripwire", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Keep the token from a call that was created for one request and is made while its"
                  + " thread serves another.");

  // Relaying the token

  public static final Property<String> DESTINATIONS =
      AGENT
          .property("propagation.destinations", Type.oneOf("trusted", "all", "listed", "off"))
          .byDefault("trusted")
          .whenInvalid("off")
          .means(
              "Who gets the token: `trusted`, your own services (see [safety](safety.md)); "
                  + "`all`, everyone but the guarded; `listed`, the allow list alone; `off`, "
                  + "nobody.");

  public static final Property<List<String>> ALLOW =
      AGENT
          .property("propagation.allow", ListType.list("a list of destinations"))
          .byDefault("")
          .means(
              "Destinations that get the token: `host`, `*.host`, `host:port`, "
                  + "`https://host`, CIDR, `grpc:pkg.Service`.");

  public static final Property<List<String>> DENY =
      AGENT
          .property("propagation.deny", ListType.list("a list of destinations"))
          .byDefault("")
          .means("Destinations that never get it, in the same forms.");

  public static final Property<List<String>> BOUNDARY_SUFFIXES =
      AGENT
          .property("propagation.boundary.suffixes", ListType.list("a list of domain suffixes"))
          .byDefault("")
          .means("Domains that are part of the own estate, beside the built-in ones.");

  public static final Property<List<String>> BOUNDARY_CIDRS =
      AGENT
          .property("propagation.boundary.cidrs", ListType.list("a list of address ranges"))
          .byDefault("")
          .means(
              "Address ranges that are part of the own estate, beside the private ones: what a client"
                  + " is connected to is compared, whatever its name.");

  public static final Property<Boolean> AUDIENCE_MATCH =
      AGENT
          .property("propagation.audience-match", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means(
              "Whether a service that claim `aud` names by its URL gets the token: the same scheme,"
                  + " host and port, inside the boundary or not.");

  public static final Property<List<String>> GUARDS_DISABLE =
      AGENT
          .property(
              "propagation.guards.disable",
              ListType.listOf(
                  "metadata",
                  "presigned",
                  "issuer",
                  "connect",
                  "bound",
                  "workload",
                  "proxy",
                  "upgrade"))
          .byDefault("")
          .means("Guards to switch off.");

  public static final Property<Boolean> UPGRADES =
      AGENT
          .property("propagation.upgrades", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether a token goes out on what opens a connection that outlives its request: a"
                  + " WebSocket's handshake, a gRPC call whose client streams.");

  public static final Property<Boolean> ALLOW_INSECURE =
      AGENT
          .property("propagation.allow-insecure", Type.trueOrFalse())
          .byDefault("false")
          .means("Whether an allow-listed public host gets the token over plain http.");

  public static final Property<String> HEADER =
      AGENT
          .property("propagation.header", Type.text("a header name"))
          .byDefault("Authorization")
          .means("The header that is written.");

  public static final Property<String> SCHEME =
      AGENT
          .property("propagation.scheme", Type.text("one word"))
          .byDefault("Bearer")
          .means("The word before the token in that header.");

  public static final Property<String> EXISTING =
      AGENT
          .property("propagation.existing", Type.oneOf("preserve", "replace", "alternate-header"))
          .byDefault("preserve")
          .means(
              "Where the application has set `Authorization` itself, or its client has credentials of "
                  + "its own for the target: `preserve` leaves the call alone, `replace` writes the "
                  + "token in their place, `alternate-header` leaves them and writes "
                  + "`tokenrelay.propagation.header` beside them. The `CallCredentials` of gRPC are "
                  + "never replaced.");

  public static final Property<String> EXPIRED =
      AGENT
          .property("propagation.expired", Type.oneOf("skip", "send"))
          .byDefault("skip")
          .means("Whether a token that has expired meanwhile is still sent.");

  public static final Property<Duration> MIN_REMAINING =
      AGENT
          .property("propagation.min-remaining", Type.duration("0s", "1h"))
          .byDefault("0s")
          .means("A token that is valid for less than this is near its end, and counted.");

  public static final Property<String> MIN_REMAINING_ACTION =
      AGENT
          .property("propagation.min-remaining-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether a token near its end is relayed.");

  public static final Property<Integer> MAX_HEADER_BYTES =
      AGENT
          .property("propagation.max-header-bytes", Type.number(256, 1_048_576))
          .byDefault("8192")
          .means("A longer header is counted, with a WARN: many servers refuse it.");

  public static final Property<String> OVERSIZE_ACTION =
      AGENT
          .property("propagation.oversize-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether such a header is written.");

  // Rejecting

  public static final Property<String> REALM =
      AGENT
          .property("enforce.realm", Type.text("a text"))
          .byDefault("tokenrelay")
          .means("The realm in `WWW-Authenticate`.");

  public static final Property<Boolean> ENFORCE_ENABLED =
      AGENT
          .property("enforce.enabled", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "The switch of enforcement. `false` opens the door: nothing is rejected, whatever mode "
                  + "and rules say, with an ERROR in the log and 503 at `GET /ready`. JMX (attribute "
                  + "`EnforceEnabled`) flips it while the service runs.");

  public static final Property<List<String>> CORS_ORIGINS =
      AGENT
          .property("enforce.cors-origins", ListType.list("a list of origins"))
          .byDefault("")
          .means(
              "The origins of the web applications that may read a rejection, such as "
                  + "`https://app.example`: a browser hides it from all others, so that an expired "
                  + "token looks to them like a broken network.");

  public static final Property<Duration> RETRY_AFTER =
      AGENT
          .property("enforce.retry-after", Type.duration("1s", "1h"))
          .byDefault("5s")
          .means("With a 503 or 429.");

  public static final Property<Rate> FAILURES =
      AGENT
          .property("rate-limit.failures", Rate.type())
          .byDefault("100/s")
          .means(
              "How many signatures that turn out false one address may have checked, and how many"
                  + " tokens that its issuer does not know; `burst` of them at once, twice the rate"
                  + " when not said. Beyond it, tokens from there that are not known yet are not looked"
                  + " at: 429 where tokens are enforced.");

  public static final Property<List<String>> TRUSTED_PROXIES =
      AGENT
          .property("rate-limit.trusted-proxies", ListType.list("a list of address ranges"))
          .byDefault("127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7")
          .means(
              "Whose `X-Forwarded-For` is trusted when addresses are told apart. All that one of them "
                  + "forwards may fail 20 times as often as one address.");

  public static final Property<List<String>> RULES =
      AGENT
          .property("enforce.rules", ListType.names())
          .byDefault("")
          .means("The names of the access rules; see [enforcement](enforcement.md).");

  static final Table RULE = new Table(Scope.of("enforce.rule").listedBy(RULES));
  public static final Property<List<String>> RULE_PATHS =
      RULE.property("paths", ListType.list("a list of paths"))
          .means(
              "Where it holds: `/path`, `/path/*` for one segment more, `/path/**` for all below too, "
                  + "a gRPC service or `pkg.Service/Method`. Not set, or invalid: everywhere.");

  public static final Property<List<String>> RULE_METHODS =
      RULE.property("methods", ListType.list("a list of HTTP methods"))
          .means("For which HTTP methods it holds. Not set, or invalid: for all.");

  public static final Property<List<String>> RULE_SCOPES =
      RULE.property("required-scopes", ListType.list("a list of scopes"))
          .means("Scopes that must all be granted. Invalid: no token meets the rule.");

  public static final Property<List<String>> RULE_CLAIMS =
      RULE.property("required-claims", ListType.list("a list of claims"))
          .means(
              "Claims that must all be there, as in `tokenrelay.issuer.<name>.required-claims`. "
                  + "Invalid: no token meets the rule.");

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

  public static final Property<String> LOG_IDENTITY =
      AGENT
          .property("log.identity", Type.oneOf("hash", "none"))
          .byDefault("hash")
          .whenInvalid("none")
          .means("Whether a line may identify a caller, by a digest of claim `sub`.");

  public static final Property<Boolean> REQUEST_ATTRIBUTE =
      AGENT
          .property("api.request-attribute", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means(
              "Whether the application finds issuer, subject and client of a verified token in the "
                  + "request attribute `tokenrelay.identity`.");

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
    return Arrays.asList(AGENT, ISSUER, RULE, INSTRUMENTATION);
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
