package io.tokenrelay.agent.verify.introspection;

import java.time.Duration;

/** How often and how patiently issuers are asked about tokens. Immutable. */
public final class IntrospectionSettings {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration cacheTtl;
  private final Duration timeout;
  private final int maxConcurrent;

  /**
   * @param cacheTtl how long an answer is trusted; 30 s at most
   * @param timeout of a connection, and of each read
   * @param maxConcurrent how many questions an issuer has to answer at a time
   */
  public IntrospectionSettings(Duration cacheTtl, Duration timeout, int maxConcurrent) {
    this.cacheTtl = cacheTtl.compareTo(LONGEST) > 0 ? LONGEST : cacheTtl;
    this.timeout = timeout;
    this.maxConcurrent = maxConcurrent;
  }

  Duration cacheTtl() {
    return cacheTtl;
  }

  Duration timeout() {
    return timeout;
  }

  int maxConcurrent() {
    return maxConcurrent;
  }
}
