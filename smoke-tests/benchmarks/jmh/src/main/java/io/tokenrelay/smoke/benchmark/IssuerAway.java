package io.tokenrelay.smoke.benchmark;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;

import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request with a token costs while its issuer has no keys: for a token that has not been
 * seen yet, and for one that has.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class IssuerAway {
  private IssuedTokens tokens;
  private CachingTokenVerifier forgetful;
  private CachingTokenVerifier remembering;

  @Setup
  public void prepare() throws Exception {
    tokens = IssuedTokens.of("ES256", 1_000);
    forgetful = tokens.verifierWithoutKeys(0);
    remembering = tokens.verifierWithoutKeys(32L << 20);
    require(forgetful.verify(tokens.text(0), UNLIMITED));
    require(remembering.verify(tokens.text(0), UNLIMITED));
  }

  @Benchmark
  public String onlyTheText() {
    return tokens.next();
  }

  @Benchmark
  public Verdict firstSeen() {
    return forgetful.verify(tokens.next(), UNLIMITED);
  }

  @Benchmark
  public Verdict seenBefore() {
    return remembering.verify(tokens.next(), UNLIMITED);
  }

  @TearDown
  public void close() {
    forgetful.close();
    remembering.close();
  }

  private static void require(Verdict verdict) {
    if (verdict.outcome() != Verdict.Outcome.UNAVAILABLE) {
      throw new IllegalStateException("a token was verified without keys");
    }
  }
}
