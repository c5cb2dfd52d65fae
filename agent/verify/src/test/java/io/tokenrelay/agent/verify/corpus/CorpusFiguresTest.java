package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code -Dfigures} only: no build is good or bad by the time that its machine takes. */
@EnabledIfSystemProperty(named = "figures", matches = ".*")
class CorpusFiguresTest {
  /** No token may take longer, in nanoseconds of processor time. */
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(50);

  @TempDir static Path directory;
  private static CachingTokenVerifier verifier;

  @BeforeAll
  static void start() {
    verifier = Issuers.verifier(directory, new Counters());
  }

  @AfterAll
  static void stop() {
    verifier.close();
  }

  static List<Specimen> specimens() {
    return Corpus.all();
  }

  /** The first time may pay for loading and compiling. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("specimens")
  void isJudgedQuickly(Specimen specimen) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      String token = specimen.token();
      long began = processorTime();
      verifier.verify(token, UNLIMITED);
      least = Math.min(least, processorTime() - began);
    }
    assertThat(least).as("ns").isLessThan(SLOW);
  }

  /** Of this thread alone: what else the machine does is not the verifier's. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
