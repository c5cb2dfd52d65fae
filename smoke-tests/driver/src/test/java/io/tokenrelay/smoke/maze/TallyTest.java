package io.tokenrelay.smoke.maze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally(Map.of("ada", "a", "bob", "b"));

  @Test
  void callsEveryTokenWrongThatIsNotTheVisitorsOwn() {
    tally.sawCall("/plain/ada/1", "ada", Received.authorized("Bearer a"));
    assertThat(tally.wrong()).isZero();

    tally.sawCall("/plain/ada/2", "ada", Received.authorized("Bearer b"));
    tally.sawCall("/plain/ada/3", "ada", Received.authorized("Bearer a", "Bearer a"));
    tally.sawCall("/plain/nobody/4", Tally.NOBODY, Received.authorized("Bearer a"));
    tally.sawCall(
        "/plain/ada/4", "ada", new Received(List.of("Bearer a"), List.of("x"), List.of()));
    tally.sawCall(
        "/plain/ada/4", "ada", new Received(List.of("Bearer a"), List.of(), List.of("0")));
    tally.sawStrangersCall("/plain/ada/5", Received.authorized("Bearer a"));
    assertThat(tally.wrong()).isEqualTo(6);
    assertThat(tally.lost()).isZero();
    assertThat(tally.notes())
        .containsExactly(
            "/plain/ada/2",
            "/plain/ada/3",
            "/plain/nobody/4",
            "/plain/ada/4",
            "/plain/ada/4",
            "stranger: /plain/ada/5");
  }

  @Test
  void callsAMissingTokenLostOnlyWhereThereShouldBeOne() {
    tally.sawCall("/plain/ada/1", "ada", Received.authorized());
    tally.sawCall("/plain/nobody/2", Tally.NOBODY, Received.authorized());
    tally.sawStrangersCall("/plain/ada/3", Received.authorized());
    assertThat(tally.lost()).isEqualTo(1);
    assertThat(tally.wrong()).isZero();
    assertThat(tally.notes()).containsExactly("/plain/ada/1");
  }
}
