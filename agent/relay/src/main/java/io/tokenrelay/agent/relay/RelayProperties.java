package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** What can be set of keeping and writing the token: the table of {@link RelayPolicy}. */
public final class RelayProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Boolean> DRY_RUN =
      TABLE
          .property("dry-run", Type.trueOrFalse())
          .byDefault("false")
          .whenInvalid("true")
          .means("Decide and count, but write no header on any call.");

  public static final Property<RelayPolicy.Detached> DETACHED =
      TABLE
          .property("context.detached", Type.oneOf(RelayPolicy.Detached.class))
          .byDefault("until-expiry")
          .whenInvalid("request")
          .means(
              "How long work that outlives its request keeps the token: `until-expiry`, or not "
                  + "beyond the `request`.");

  public static final Property<Duration> DETACHED_MAX =
      TABLE
          .property("context.detached-max", Type.duration("0s", "24h"))
          .byDefault("30s")
          .means(
              "With `until-expiry`, no longer than this after the request is complete. A class of "
                  + "tasks that is still running then is not carried again.");

  public static final Property<Boolean> TRIPWIRE =
      TABLE
          .property("context.tripwire", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Keep the token from a call that was created for one request and is made while its"
                  + " thread serves another.");

  public static final Property<String> HEADER =
      TABLE
          .property("propagation.header", HeaderWords.header())
          .byDefault("Authorization")
          .means("The header that is written.");

  public static final Property<String> SCHEME =
      TABLE
          .property("propagation.scheme", HeaderWords.scheme())
          .byDefault("Bearer")
          .means("The word before the token in that header.");

  public static final Property<RelayPolicy.Existing> EXISTING =
      TABLE
          .property("propagation.existing", Type.oneOf(RelayPolicy.Existing.class))
          .byDefault("preserve")
          .means(
              "Where the application has set `Authorization` itself, or its client has credentials of "
                  + "its own for the target: `preserve` leaves the call alone, `replace` writes the "
                  + "token in their place, `alternate-header` leaves them and writes "
                  + "`tokenrelay.propagation.header` beside them. The `CallCredentials` of gRPC are "
                  + "never replaced.");

  public static final Property<String> EXPIRED =
      TABLE
          .property("propagation.expired", Type.oneOf("skip", "send"))
          .byDefault("skip")
          .means("Whether a token that has expired meanwhile is still sent.");

  public static final Property<Duration> MIN_REMAINING =
      TABLE
          .property("propagation.min-remaining", Type.duration("0s", "1h"))
          .byDefault("0s")
          .means("A token that is valid for less than this is near its end, and counted.");

  public static final Property<String> MIN_REMAINING_ACTION =
      TABLE
          .property("propagation.min-remaining-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether a token near its end is relayed.");

  public static final Property<Integer> MAX_HEADER_BYTES =
      TABLE
          .property("propagation.max-header-bytes", Type.number(256, 1_048_576))
          .byDefault("8192")
          .means("A longer header is counted, with a WARN: many servers refuse it.");

  public static final Property<String> OVERSIZE_ACTION =
      TABLE
          .property("propagation.oversize-action", Type.oneOf("relay", "skip"))
          .byDefault("relay")
          .whenInvalid("skip")
          .means("Whether such a header is written.");

  private RelayProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
