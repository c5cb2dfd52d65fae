package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** The properties of keeping and writing the token: the table of {@link RelayPolicy}. */
public final class RelayProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Boolean> DRY_RUN =
      TABLE
          .property("dry-run", Type.trueOrFalse())
          .byDefault("false")
          .whenInvalid("true")
          .changesAtRunTime()
          .means("Decide and count, but write no header on any call.");

  public static final Property<RelayPolicy.Detached> DETACHED =
      TABLE
          .property("context.detached", Type.oneOf(RelayPolicy.Detached.class))
          .byDefault("until-expiry")
          .whenInvalid("request")
          .means(
              "How long work that outlives its request keeps the token: `until-expiry`, or only"
                  + " until the end of the `request`.");

  public static final Property<Duration> DETACHED_MAX =
      TABLE
          .property("context.detached-max", Type.duration("0s", "24h"))
          .byDefault("30s")
          .changesAtRunTime()
          .means(
              "With `until-expiry`: the longest time after the end of the request. A class of"
                  + " tasks that is still running then is not carried again.");

  public static final Property<Boolean> TRIPWIRE =
      TABLE
          .property("context.tripwire", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Withhold the token from a call that was created for one request and is made while"
                  + " its thread serves another.");

  public static final Property<String> HEADER =
      TABLE
          .property("propagation.header", new HeaderWords.Header())
          .byDefault("Authorization")
          .means("The header to write.");

  public static final Property<String> SCHEME =
      TABLE
          .property("propagation.scheme", new HeaderWords.Scheme())
          .byDefault("Bearer")
          .means("The scheme before the token in that header.");

  public static final Property<RelayPolicy.Existing> EXISTING =
      TABLE
          .property("propagation.existing", Type.oneOf(RelayPolicy.Existing.class))
          .byDefault("preserve")
          .means(
              "If the application has set `Authorization` itself, or its client has credentials"
                  + " of its own for the target: `preserve` leaves the call alone, `replace`"
                  + " writes the token instead, `alternate-header` keeps them and writes"
                  + " `tokenrelay.propagation.header` as well. gRPC's `CallCredentials` are never"
                  + " replaced.");

  public static final Property<String> EXPIRED =
      TABLE
          .property("propagation.expired", Type.oneOf("skip", "send"))
          .byDefault("skip")
          .means("Whether a token that has expired in the meantime is still sent.");

  public static final Property<Duration> MIN_REMAINING =
      TABLE
          .property("propagation.min-remaining", Type.duration("0s", "1h"))
          .byDefault("0s")
          .means("A token that is valid for less than this counts as near its expiry.");

  public static final Property<String> MIN_REMAINING_ACTION =
      TABLE
          .property("propagation.min-remaining-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether a token near its expiry is relayed.");

  public static final Property<Integer> MAX_HEADER_BYTES =
      TABLE
          .property("propagation.max-header-bytes", Type.number(256, 1_048_576))
          .byDefault("8192")
          .means("A longer header is counted and logged as a WARN: many servers refuse it.");

  public static final Property<String> OVERSIZE_ACTION =
      TABLE
          .property("propagation.oversize-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether such a header is written.");

  public static final Property<String> AFFINITY_HEADER =
      TABLE
          .property("propagation.affinity-header", new HeaderWords.Header())
          .means(
              "A header to write beside the token: 16 hex digits that are the same for every call"
                  + " of one user (of SHA-256 over `iss` and `sub`), for load balancers to hash"
                  + " (see [capacity](capacity.md)). Not set: none.");

  private RelayProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
