package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the corpus, and holds the page to it. */
class CorpusTest {
  private static final Path PAGE = Paths.get("../../docs/token-corpus.md");

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
    Verdict first = verifier.verify(token, UNLIMITED);
    long between = COUNTERS.of(Event.SIGNATURE_CHECKED);
    Verdict second = verifier.verify(new String(token), UNLIMITED);

    assertThat(first.reason()).isEqualTo(specimen.reason);
    assertThat(second.reason()).as("the second time").isEqualTo(specimen.reason);
    assertThat(between - before).as("cost").isEqualTo(specimen.checks);
    assertThat(COUNTERS.of(Event.SIGNATURE_CHECKED)).as("cost of the second").isEqualTo(between);
    assertThat(COUNTERS.of(Event.INTERNAL_ERROR)).isZero();
    if (specimen.reason == null) {
      assertThat(first.token()).isNotNull();
      assertThat(first.token().compact()).isEqualTo(token);
    } else {
      assertThat(first.token()).isNull();
    }
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
