package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** What can be set of asking issuers about tokens. */
public final class IntrospectionProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Duration> CACHE_TTL =
      TABLE
          .property("revocation.cache-ttl", Type.duration("0s", "30s"))
          .byDefault("30s")
          .means("How long the answer of an introspection is remembered.");

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
              "How many questions an issuer is asked at a time; tokens beyond that cannot "
                  + "be verified now.");

  private IntrospectionProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
