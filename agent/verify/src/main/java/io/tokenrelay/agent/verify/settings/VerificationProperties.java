package io.tokenrelay.agent.verify.settings;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.time.Duration;

/** The properties of verification and its caches. */
public final class VerificationProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<String> VERIFICATION =
      TABLE
          .property("verification", Type.oneOf("signature", "introspection"))
          .byDefault("signature")
          .means(
              "How a JWT is verified: by its `signature`, or by `introspection`, which asks its"
                  + " issuer (see [verification](verification.md)).");

  public static final Property<Duration> CLOCK_SKEW =
      TABLE
          .property("verification.clock-skew", Type.duration("0s", "300s"))
          .byDefault("60s")
          .means("How far the issuer's clock may differ from this machine's.");

  public static final Property<Duration> MAX_LIFETIME =
      TABLE
          .property("verification.max-lifetime", Type.duration("0s", "3650d"))
          .byDefault("24h")
          .means(
              "A token whose lifetime, from `iat` to `exp`, is longer counts as "
                  + "long-lived. 0: none does.");

  public static final Property<String> MAX_LIFETIME_ACTION =
      TABLE
          .property("verification.max-lifetime-action", Type.oneOf("warn", "reject"))
          .byDefault("warn")
          .whenInvalid("reject")
          .means(
              "What happens to a long-lived token: `reject` makes it invalid; `warn` "
                  + "accepts and counts it, with one WARN for each issuer.");

  public static final Property<Long> CACHE_MAX_BYTES =
      TABLE
          .property("verification.cache.max-bytes", Type.size("0", "4g"))
          .byDefault("32m")
          .means("How much memory the cache of verified tokens may take.");

  public static final Property<Duration> CACHE_MAX_TTL =
      TABLE
          .property("verification.cache.max-ttl", Type.duration("0s", "24h"))
          .byDefault("10m")
          .means(
              "The longest time that a verification is cached; never longer than the token is"
                  + " valid.");

  public static final Property<Duration> NEGATIVE_TTL =
      TABLE
          .property("verification.cache.negative-ttl", Type.duration("0s", "10m"))
          .byDefault("10s")
          .means("How long an invalid token is cached.");

  public static final Property<Integer> NEGATIVE_MAX_ENTRIES =
      TABLE
          .property("verification.cache.negative-max-entries", Type.number(0, 10_000_000))
          .byDefault("10000")
          .means("How many invalid tokens are cached.");

  public static final Property<String> CRYPTO_PROVIDER_DIR =
      TABLE
          .property("crypto.provider-dir", Type.text("a path"))
          .means(
              "A directory with the jar of the Amazon Corretto Crypto Provider for this platform:"
                  + " it then verifies signatures, and nothing else in the JVM uses it (see"
                  + " [performance](performance.md)). Not set: the one that the application has"
                  + " registered, or else the JDK's own.");

  private VerificationProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
