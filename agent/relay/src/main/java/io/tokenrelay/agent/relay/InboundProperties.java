package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.relay.access.ExemptPaths;
import io.tokenrelay.agent.relay.capture.TokenSource;
import io.tokenrelay.agent.relay.capture.TokenSources;
import java.time.Duration;
import java.util.List;

/** The properties of capturing and enforcing: the table of {@link InboundPolicy}. */
public final class InboundProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<InboundPolicy.Mode> MODE =
      TABLE
          .property("mode", Type.oneOf(InboundPolicy.Mode.class))
          .byDefault("observe")
          .whenInvalid("enforce")
          .changesAtRunTime()
          .means(
              "`observe` verifies and never rejects; `enforce-present` rejects a request whose"
                  + " token is not valid; `enforce` also rejects one without a token. If"
                  + " enforcement is configured but cannot be honoured, every request is answered"
                  + " with 503 (see [enforcement](enforcement.md)). What can only be a misspelt"
                  + " `observe` (`obsrve`) is taken for it.");

  public static final Property<Integer> MAX_TOKEN_BYTES =
      TABLE
          .property("verification.max-token-bytes", Type.number(256, 1_048_576))
          .byDefault("16384")
          .means("A longer token is invalid.");

  static final Property<List<TokenSource>> CAPTURE_SOURCES =
      TABLE
          .property("capture.sources", TokenSources.list())
          .byDefault("authorization")
          .means(
              "Where a token is looked for: `authorization`, `header:<name>` for the bare token,"
                  + " `header:<name>:<prefix>` for one after a prefix, `cookie:<name>`. Two"
                  + " different tokens in these places count as none, and are rejected with 400"
                  + " where tokens are enforced.");

  public static final Property<InboundPolicy.Opaque> CAPTURE_OPAQUE =
      TABLE
          .property("capture.opaque", Type.oneOf(InboundPolicy.Opaque.class))
          .byDefault("ignore")
          .means(
              "What happens to a bearer token that is not a JWT: `ignore` relays nothing, and the"
                  + " enforcing modes reject the request; `relay` relays it unverified (mode"
                  + " `enforce` still rejects it); `introspect` asks its issuer (see"
                  + " [verification](verification.md)).");

  public static final Property<ExemptPaths> EXCLUDE_PATHS =
      TABLE
          .property("capture.exclude-paths", ExemptPaths.list())
          .byDefault("/health,/healthz,/livez,/readyz,/actuator/health/**,grpc.health.v1.Health")
          .changesAtRunTime()
          .means(
              "Where nothing is rejected: for HTTP `/path`, or `/path/**` for everything below it"
                  + " too; for gRPC a service. A path begins with the application's context path:"
                  + " `/shop/health`. Never a path that can be read in two ways.");

  public static final Property<Boolean> CORS_PREFLIGHT_BYPASS =
      TABLE
          .property("capture.cors-preflight-bypass", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Never reject a CORS preflight request, unless a rule names `OPTIONS` for its path"
                  + " (see [enforcement](enforcement.md)).");

  public static final Property<String> REALM =
      TABLE
          .property("enforce.realm", new HeaderWords.Realm())
          .byDefault("tokenrelay")
          .means("The realm in `WWW-Authenticate`.");

  public static final Property<Boolean> ENFORCE_ENABLED =
      TABLE
          .property("enforce.enabled", Type.trueOrFalse())
          .byDefault("true")
          .changesAtRunTime()
          .means(
              "The master switch of enforcement: if it is `false`, nothing is rejected,"
                  + " whatever mode and rules say. If tokens should be enforced, this is logged"
                  + " as an ERROR, and `GET /ready` answers 503. JMX (attribute `EnforceEnabled`)"
                  + " changes it at runtime.");

  static final Property<CorsOrigins> CORS_ORIGINS =
      TABLE
          .property("enforce.cors-origins", CorsOrigins.list())
          .byDefault("")
          .means(
              "The origins of the web applications that may read a rejection, such as"
                  + " `https://app.example`: a browser hides it from all others, so that an"
                  + " expired token looks like a network error to them.");

  public static final Property<Duration> RETRY_AFTER =
      TABLE
          .property("enforce.retry-after", Type.duration("1s", "1h"))
          .byDefault("5s")
          .means("The header `Retry-After` of a 503 or 429.");

  public static final Property<String> LOG_IDENTITY =
      TABLE
          .property("log.identity", Type.oneOf("hash", "none"))
          .byDefault("hash")
          .whenInvalid("none")
          .means(
              "Whether the agent's own log lines may identify a caller, by the beginning of a digest"
                  + " of claims `iss` and `sub` (see [identity](identity.md)).");

  private InboundProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
