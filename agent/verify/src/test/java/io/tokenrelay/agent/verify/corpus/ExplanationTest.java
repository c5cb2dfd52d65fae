package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.Explanation;
import io.tokenrelay.agent.verify.judge.Step;
import io.tokenrelay.agent.verify.judge.Step.Rule;
import io.tokenrelay.agent.verify.judge.Step.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is explained of a token is what is judged of it, and shows nothing of its text. */
class ExplanationTest {
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("specimens")
  void namesTheRuleThatTheVerdictRestsOnAndNothingOfTheTokensText(Specimen specimen) {
    String token = specimen.token();
    Verdict verdict = verifier.verify(token, UNLIMITED);

    Explanation explanation = verifier.explain(token, false);

    assertThat(explanation.reason()).isEqualTo(verdict.reason()).isEqualTo(specimen.reason);
    List<Step> broken = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (Step step : explanation.steps()) {
      rules.add(step.rule());
      said.append(step.detail());
      if (step.state() == State.BROKEN) {
        broken.add(step);
      }
      assertThat(step.state()).isNotEqualTo(State.UNKNOWN);
      assertThat(step.detail()).isNotEqualTo("null");
    }
    assertThat(rules).isEqualTo(Arrays.asList(Rule.values()));
    if (specimen.reason == null) {
      assertThat(broken).isEmpty();
    } else {
      assertThat(broken).isNotEmpty();
      assertThat(broken.get(0).reason()).isEqualTo(specimen.reason);
    }
    assertThat(said.chars()).allMatch(c -> c >= ' ' && c < 127);
    for (String part : token.split("\\.", -1)) {
      if (part.length() > 16) {
        assertThat(said.toString()).doesNotContain(part.substring(0, 17));
      }
    }
    assertThat(verifier.explain(token, true).reason())
        .as("offline, since the keys are in files")
        .isEqualTo(specimen.reason);
  }
}
