package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** The properties of introspection. */
public final class IntrospectionProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Duration> CACHE_TTL =
      TABLE
          .property("revocation.cache-ttl", Type.duration("0s", "30s"))
          .byDefault("30s")
          .means("How long the result of an introspection is cached.");

  public static final Property<Duration> TIMEOUT =
      TABLE
          .property("introspection.timeout", Type.duration("1ms", "10s"))
          .byDefault("2s")
          .means(
              "How long a request waits for a connection to an issuer, and then for its answer.");

  public static final Property<Integer> MAX_CONCURRENT =
      TABLE
          .property("introspection.max-concurrent", Type.number(1, 1_000))
          .byDefault("16")
          .means(
              "How many tokens an issuer is asked about at the same time; more cannot be verified"
                  + " at that moment.");

  private IntrospectionProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
