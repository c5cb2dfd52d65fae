package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that stay as they are in an executor's queue, and that the operator has named. */
final class HandedTest {
  private final List<Object> seen = new ArrayList<>();
  private final Runnable task = new Task();
  private final ARequest anns = ARequest.of("ann");
  private final ARequest bobs = ARequest.of("bob");

  private final class Task implements Runnable {
    @Override
    public void run() {
      seen.add(ARequest.carried());
    }
  }

  @BeforeEach
  void nameTheTask() {
    Ownership.install(
        new Ownership.Rules(
            ClassNames.of(Task.class.getName()),
            ClassNames.NONE,
            ClassNames.NONE,
            new String[0],
            new String[0],
            false,
            30_000),
        new Losses());
  }

  @AfterEach
  void leaveTheThreadEmpty() {
    Carrier.clear();
    Ownership.install(new Ownership.Rules(), new Losses());
  }

  private void handedBy(ARequest request) {
    if (request == null) {
      Carrier.clear();
    } else {
      request.serve();
    }
    Carried.handed(task);
    Carrier.clear();
  }

  private Object run() {
    Carried.begin(task);
    task.run();
    Carried.end();
    return seen.remove(0);
  }

  @Test
  void runsForWhoHandedItOver() {
    handedBy(anns);
    assertThat(run()).isSameAs(anns);
    assertThat(ARequest.carried()).isNull();
  }

  @Test
  void runsOnceForEachTime() {
    handedBy(anns);
    handedBy(anns);
    assertThat(run()).isSameAs(anns);
    assertThat(run()).isSameAs(anns);
    assertThat(run()).isNull();
  }

  @Test
  void anObjectThatTwoRequestsHandOverIsNobodys() {
    handedBy(anns);
    handedBy(bobs);
    assertThat(run()).isNull();
    assertThat(run()).isNull();
    handedBy(bobs);
    assertThat(run()).isSameAs(bobs);
  }

  @Test
  void soIsOneThatARequestAndNobodyHandOver() {
    handedBy(anns);
    handedBy(null);
    assertThat(run()).isNull();
    assertThat(run()).isNull();
    handedBy(null);
    handedBy(anns);
    assertThat(run()).isNull();
    assertThat(run()).isNull();
  }

  @Test
  void oneThatIsHandedBackAndOverAgainByAnotherIsNobodys() {
    handedBy(anns); // and never begun: the pool was shut down
    handedBy(bobs);
    assertThat(run()).isNull();
  }

  @Test
  void runsWithItsOwnOnTheThreadThatHandedItOver() {
    handedBy(anns);
    bobs.serve();
    Carried.runHanded(task);
    assertThat(seen).containsExactly(anns);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }

  @Test
  void whatARejectionHandlerRunsIsNotTheWorkOfItsThread() {
    bobs.serve();
    Carried.refused((refused, pool) -> refused.run(), task, null);
    assertThat(seen).containsExactly((Object) null);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }
}
