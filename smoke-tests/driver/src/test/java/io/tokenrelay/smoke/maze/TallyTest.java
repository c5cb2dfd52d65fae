package io.tokenrelay.smoke.maze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally(Map.of("ada", "a", "bob", "b"));

  @Test
  void callsEveryTokenWrongThatIsNotTheVisitorsOwn() {
    tally.sawCall("/plain/ada/1", "ada", List.of("Bearer a"));
    assertThat(tally.wrong()).isZero();

    tally.sawCall("/plain/ada/2", "ada", List.of("Bearer b"));
    tally.sawCall("/plain/ada/3", "ada", List.of("Bearer a", "Bearer a"));
    tally.sawCall("/plain/nobody/4", Tally.NOBODY, List.of("Bearer a"));
    tally.sawStrangersCall("/plain/ada/5", List.of("Bearer a"));
    assertThat(tally.wrong()).isEqualTo(4);
    assertThat(tally.lost()).isZero();
    assertThat(tally.notes())
        .containsExactly(
            "/plain/ada/2", "/plain/ada/3", "/plain/nobody/4", "stranger: /plain/ada/5");
  }

  @Test
  void callsAMissingTokenLostOnlyWhereThereShouldBeOne() {
    tally.sawCall("/plain/ada/1", "ada", null);
    tally.sawCall("/plain/nobody/2", Tally.NOBODY, null);
    tally.sawStrangersCall("/plain/ada/3", null);
    assertThat(tally.lost()).isEqualTo(1);
    assertThat(tally.wrong()).isZero();
    assertThat(tally.notes()).containsExactly("/plain/ada/1");
  }
}
