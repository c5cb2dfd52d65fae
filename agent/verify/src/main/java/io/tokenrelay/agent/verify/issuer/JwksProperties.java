package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** The properties of fetching keys: the table of {@link KeyFetching}. */
public final class JwksProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  static final Property<Duration> TTL =
      TABLE
          .property("jwks.ttl", Type.duration("1s", "7d"))
          .byDefault("5m")
          .means("How long keys are fresh if the answer does not say (`Cache-Control`).");

  static final Property<Duration> TTL_MIN =
      TABLE
          .property("jwks.ttl-min", Type.duration("1s", "7d"))
          .byDefault("1m")
          .means("The shortest time that keys are fresh, whatever the answer says.");

  static final Property<Duration> TTL_MAX =
      TABLE
          .property("jwks.ttl-max", Type.duration("1s", "7d"))
          .byDefault("24h")
          .means("The longest time that keys are fresh, whatever the answer says.");

  public static final Property<Double> REFRESH_AHEAD =
      TABLE
          .property("jwks.refresh-ahead", Type.fraction(0.1, 1))
          .byDefault("0.8")
          .means(
              "The fraction of that time after which keys are fetched again, in the background.");

  public static final Property<Duration> UNKNOWN_KID_INTERVAL =
      TABLE
          .property("jwks.unknown-kid-interval", Type.duration("1s", "1h"))
          .byDefault("30s")
          .means(
              "The shortest time between two fetches of an issuer's keys caused by tokens with an"
                  + " unknown key id.");

  public static final Property<Duration> STALE_MAX =
      TABLE
          .property("jwks.stale-max", Type.duration("0s", "7d"))
          .byDefault("1h")
          .means("How long the last good keys are used when the issuer cannot be reached.");

  public static final Property<Boolean> PREFETCH =
      TABLE
          .property("jwks.prefetch", Type.trueOrFalse())
          .byDefault("true")
          .means(
              "Fetch the keys in the background, with the second request or half a second after the "
                  + "first, or five seconds after a supported server has opened its port; otherwise "
                  + "with the first token.");

  private JwksProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
