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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a token that was verified before costs, by how many of them are active, each as likely as
 * any other to come next. {@link #onlyTheText} is what making its String alone costs, from a place
 * in memory that is as far away.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx4g", "-Xmn512m"})
@State(Scope.Benchmark)
public class KnownTokens {
  @Param({"1", "1000", "100000", "1000000"})
  int active;

  private IssuedTokens tokens;
  private CachingTokenVerifier verifier;
  private long random = 42;

  /** With HMAC: how a token was signed makes no difference once it is known. */
  @Setup
  public void prepare() throws Exception {
    tokens = IssuedTokens.of("HS256", active);
    verifier = tokens.verifier(4L << 30);
    for (int i = 0; i < active; i++) {
      if (verifier.verify(tokens.text(i), UNLIMITED).outcome() != Verdict.Outcome.VALID) {
        throw new IllegalStateException("a token of the benchmark is not valid");
      }
    }
    if (verifier.remembered() != active) {
      throw new IllegalStateException("only " + verifier.remembered() + " tokens are remembered");
    }
  }

  @TearDown
  public void close() {
    verifier.close();
  }

  @Benchmark
  public String onlyTheText() {
    return tokens.text(any());
  }

  @Benchmark
  public Verdict hit() {
    return verifier.verify(tokens.text(any()), UNLIMITED);
  }

  /** Xorshift: costs a nanosecond, and repeats itself only after 2^64. */
  private int any() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) ((random >>> 33) * active >>> 31);
  }
}
