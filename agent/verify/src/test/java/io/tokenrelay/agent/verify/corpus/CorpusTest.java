package io.tokenrelay.agent.verify.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Event;
import io.tokenrelay.agent.relay.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the corpus, and holds the page to it. */
class CorpusTest {
  private static final Path PAGE = Paths.get("../../docs/token-corpus.md");

  /** No token may take longer, in nanoseconds of processor time. */
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(50);

  @TempDir static Path directory;
  private static final Counters COUNTERS = new Counters();
  private static CachingTokenVerifier verifier;

  @BeforeAll
  static void start() {
    verifier = Issuers.verifier(directory, COUNTERS);
  }

  @AfterAll
  static void stop() {
    verifier.close();
  }

  static List<Specimen> specimens() {
    return Corpus.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specimens")
  void isJudgedAsTheTableSays(Specimen specimen) {
    String token = specimen.token();
    long before = COUNTERS.of(Event.SIGNATURE_CHECKED);
    long took = processorTime();
    Verdict first = verifier.verify(token);
    took = processorTime() - took;
    long between = COUNTERS.of(Event.SIGNATURE_CHECKED);
    Verdict second = verifier.verify(new String(token));

    assertThat(first.reason()).isEqualTo(specimen.reason);
    assertThat(second.reason()).as("the second time").isEqualTo(specimen.reason);
    assertThat(between - before).as("cost").isEqualTo(specimen.checks);
    assertThat(COUNTERS.of(Event.SIGNATURE_CHECKED)).as("cost of the second").isEqualTo(between);
    assertThat(COUNTERS.of(Event.INTERNAL_ERROR)).isZero();
    assertThat(took < SLOW ? took : leastOfMore(specimen)).as("ns").isLessThan(SLOW);
    if (specimen.reason == null) {
      assertThat(first.token()).isNotNull();
      assertThat(first.token().compact()).isEqualTo(token);
    } else {
      assertThat(first.token()).isNull();
    }
  }

  /** Of this thread alone: what else the machine does is not the verifier's. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The first time may have paid for loading and compiling. */
  private static long leastOfMore(Specimen specimen) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      String token = specimen.token();
      long began = processorTime();
      verifier.verify(token);
      least = Math.min(least, processorTime() - began);
    }
    return least;
  }

  @Test
  void isWide() {
    assertThat(Corpus.all()).hasSizeGreaterThan(400);
    Set<String> whats = new HashSet<>();
    for (Specimen specimen : Corpus.all()) {
      assertThat(whats.add(specimen.group + specimen.what))
          .as("%s is there once", specimen)
          .isTrue();
    }
  }

  /** {@code -Dupdate} writes the page instead. */
  @Test
  void pageSaysWhatTheTableSays() throws Exception {
    byte[] text = CorpusPage.text().getBytes(StandardCharsets.UTF_8);
    if (System.getProperty("update") != null) {
      Files.write(PAGE, text);
    }
    assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8))
        .as("run this test with -Dupdate")
        .isEqualTo(CorpusPage.text());
  }
}
