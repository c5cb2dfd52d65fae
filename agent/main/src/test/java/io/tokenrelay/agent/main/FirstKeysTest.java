package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstKeysTest {
  private final List<String> missing = new ArrayList<>(Arrays.asList("staff", "partners"));
  private int fetches;
  private Long servesSince;
  private long now = 1_000_000_000L;
  private FirstKeys keys = waiting(Duration.ofSeconds(10));

  private FirstKeys waiting(Duration patience) {
    FirstKeys.Keys source =
        new FirstKeys.Keys() {
          @Override
          public List<String> missing() {
            return new ArrayList<>(missing);
          }

          @Override
          public void prefetch() {
            fetches++;
          }
        };
    return new FirstKeys(source, patience, now, () -> servesSince, () -> now);
  }

  @Test
  void waitsForTheKeysOfEachIssuerAndNamesTheMissingOnes() {
    assertThat(keys.awaits())
        .containsExactly(
            "issuer staff has no keys yet: they are waited for until"
                + " tokenrelay.health.ready-wait (10000 ms) is over",
            "issuer partners has no keys yet: they are waited for until"
                + " tokenrelay.health.ready-wait (10000 ms) is over");

    missing.remove("staff");
    assertThat(keys.awaits()).hasSize(1);
    missing.clear();
    assertThat(keys.awaits()).isEmpty();
  }

  @Test
  void hasThemFetchedOnceTheServerHasOpenedItsPortThoughNobodySendsARequest() {
    assertThat(keys.awaits()).isNotEmpty();
    assertThat(fetches).as("nothing of ours before the application serves").isZero();

    servesSince = now;
    assertThat(keys.awaits()).isNotEmpty();
    assertThat(keys.awaits()).isNotEmpty();
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void waitsNoLongerThanItMayFromThePortOn() {
    pass(9);
    servesSince = now;
    pass(9);
    assertThat(keys.awaits()).isNotEmpty();
    pass(1);
    assertThat(keys.awaits()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItMayFromTheStartOnWhereNoPortIsOpened() {
    pass(10);
    assertThat(keys.awaits()).isEmpty();
    assertThat(fetches).isZero();

    servesSince = now;
    assertThat(keys.awaits()).as("an application that took longer to start").isNotEmpty();
    pass(10);
    assertThat(keys.awaits()).isEmpty();
  }

  @Test
  void doesNotWaitAgainWhenKeysAreGoneLater() {
    servesSince = now;
    missing.clear();
    assertThat(keys.awaits()).isEmpty();

    missing.add("staff");
    assertThat(keys.awaits()).isEmpty();
  }

  @Test
  void neverWaitsWhereItMayNot() {
    keys = waiting(Duration.ZERO);

    assertThat(keys.awaits()).isEmpty();
    servesSince = now;
    assertThat(keys.awaits()).isEmpty();
  }

  private void pass(int seconds) {
    now += seconds * 1_000_000_000L;
  }
}
