package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.ledger.LostTask;
import io.tokenrelay.agent.relay.testing.CapturedLog;
import io.tokenrelay.bootstrap.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LostWorkTest {
  private final Counters counters = new Counters();
  private final LostWork lost = new LostWork(counters);

  /** Each lambda has a class of its own, and the name of the one that it is written in. */
  @Test
  void namesAClassOfTasksOnceForEachReasonHoweverManyLambdasItHolds() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      lost.lost(Loss.HANDED_OVER, "shop.Orders", null, true);
      lost.lost(Loss.HANDED_OVER, "shop.Orders", null, true);
      lost.lost(Loss.SCHEDULED, "shop.Orders", null, true);

      assertThat(log.lines("INFO")).hasSize(2);
      assertThat(log.lines("INFO").get(0)).contains("tokenrelay.context.carry-tasks=shop.Orders");
    }
    assertThat(lost.tasks())
        .extracting(LostTask::task, LostTask::times)
        .containsExactlyInAnyOrder(tuple("shop.Orders", 2L), tuple("shop.Orders", 1L));
    assertThat(counters.of(Event.LOST_HANDED_OVER)).isEqualTo(2);
  }

  @Test
  void givesAReasonForEveryLoss() {
    for (Loss loss : Loss.values()) {
      lost.lost(loss, "shop.Orders", "shop.Queue", true);
    }

    assertThat(lost.tasks())
        .hasSize(Loss.values().length - 2) // a library's own and what is named go as they have to
        .allSatisfy(each -> assertThat(each.sentence()).startsWith("shop.Orders "));
  }

  /** What is named is carried nowhere for these; see {@code OwnershipTest}. */
  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"PERIODIC", "TIMED", "FORKED", "REQUEST_OVER"})
  void advisesNoPropertyWhereNoneCarriesTheTask(Loss loss) {
    lost.lost(loss, "shop.Orders", null, true);

    assertThat(lost.tasks())
        .singleElement()
        .extracting(LostTask::remedy)
        .asString()
        .contains("nothing carries it")
        .doesNotContain("tokenrelay.");
  }
}
