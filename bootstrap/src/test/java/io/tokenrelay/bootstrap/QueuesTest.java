package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueuesTest {
  private final Losses losses = new Losses();
  private final ARequest anns = ARequest.of("ann");

  @BeforeEach
  void listen() {
    Ownership.install(new Ownership.Rules(), losses);
  }

  @AfterEach
  void leaveTheThreadEmpty() {
    Carrier.clear();
    Ownership.install(new Ownership.Rules(), new Losses());
  }

  @Test
  void anOwnedTaskThatTakesFromAQueueCarriesNothingUntilItEnds() {
    Object before = Carrier.openTask(anns);
    Queues.removed("somebody's");
    assertThat(ARequest.carried()).isNull();
    Carrier.swap(anns);
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(before);
    Carrier.swap(anns);
    assertThat(ARequest.carried()).isSameAs(anns);
  }

  @Test
  void aScopeThatClosesInsideDoesNotBringItBack() {
    Object task = Carrier.openTask(anns);
    Object scope = Carrier.swap(anns);
    Queues.removed("somebody's");
    Carrier.swap(scope);
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(task);
  }

  @Test
  void ownedWorkInsideSuchATaskHasItsOwn() throws Exception {
    ARequest bobs = ARequest.of("bob").serve();
    Callable<Object> owned = Carried.wrap((Callable<Object>) ARequest::carried);
    Carrier.clear();
    Object task = Carrier.openTask(anns);
    Queues.removed("somebody's");
    assertThat(Carried.call(owned)).isSameAs(bobs);
    assertThat(ARequest.carried()).isNull();
    Carrier.swap(anns);
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(task);
  }

  @Test
  void whatDidNotComeOutChangesNothing() {
    Object task = Carrier.openTask(anns);
    Queues.removed(null);
    Queues.drained(0);
    assertThat(ARequest.carried()).isSameAs(anns);
    Queues.drained(1);
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(task);
  }

  @Test
  void aBufferIsNobodysWork() {
    Object task = Carrier.openTask(anns);
    Queues.removed(ByteBuffer.allocate(1));
    Queues.removed(new byte[1]);
    assertThat(ARequest.carried()).isSameAs(anns);
    Carrier.closeTask(task);
  }

  @Test
  void theRequestsOwnThreadMayTakeAndWait() {
    anns.serve();
    Queues.removed("something");
    Queues.waits();
    assertThat(ARequest.carried()).isSameAs(anns);
  }

  @Test
  void aTaskThatWaitsToBeToldServesOthers() {
    Object task = Carrier.openTask(anns);
    Queues.waits();
    assertThat(ARequest.carried()).isNull();
    assertThat(losses.all).containsExactly(Loss.SERVES_OTHERS);
    Carrier.closeTask(task);
  }

  @Test
  void aCallThatAClientsThreadMakesCarriesNothingOnceItTakesUntilItEnds() {
    Object before = Carrier.swap(anns);
    Queues.removed("somebody's");
    assertThat(ARequest.carried()).isNull();
    Carrier.swap(before);
    Carrier.swap(anns);
    assertThat(ARequest.carried()).as("the next call").isSameAs(anns);
    Carrier.swap(null);
  }

  @Test
  void whatATaskGoesOnWithElsewhereServesOthersAsWell() {
    Object task = Carrier.openTask(anns);
    assertThat(Carrier.forfeited()).isNull();
    Queues.removed("somebody's");
    assertThat(Carrier.forfeited()).isSameAs(anns);
    Runnable goesOn =
        Carried.known(
            () -> {
              assertThat(ARequest.carried()).isNull();
              assertThat(Carrier.forfeited()).isSameAs(anns);
            });
    Carrier.closeTask(task);
    assertThat(Carrier.forfeited()).isNull();

    goesOn.run();

    assertThat(Carrier.forfeited()).isNull();
  }

  @Test
  void aWorkerThatLivesOnDoesNotKeepTheRequestThatItWasStartedIn() {
    ARequest bobs = ARequest.of("bob");
    Object task = Aside.openNobodys(Strand.of(bobs), Object.class);
    Queues.removed("somebody's");
    assertThat(Carrier.current().takesFor()).isSameAs(bobs);
    bobs.over(1);
    Queues.removed("somebody else's");
    assertThat(Carrier.current().takesFor()).isNull();
    Carrier.closeTask(task);
  }

  @Test
  void whatIsPutAsideServesOthersWhateverIsOpenedInBetween() throws Exception {
    ARequest bobs = ARequest.of("bob").serve();
    Callable<Object> bobsWork = Carried.wrap((Callable<Object>) ARequest::carried);
    Carrier.clear();
    Object task = Carrier.openTask(anns);
    Carried.run(
        () -> {
          Queues.removed("somebody's");
          assertThat(call(bobsWork)).isSameAs(bobs);
        });
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(task);
  }

  private static Object call(Callable<Object> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
