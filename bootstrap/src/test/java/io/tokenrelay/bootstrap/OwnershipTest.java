package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OwnershipTest {
  private static final String HERE = OwnershipTest.class.getName();

  private final Losses losses = new Losses();
  private final List<Object> seen = new ArrayList<>();
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

  private static Ownership.Rules rules(String carry, String drop) {
    return new Ownership.Rules(
        ClassNames.of(carry),
        ClassNames.of(drop),
        ClassNames.NONE,
        new String[] {"com.library."},
        new String[] {"com.framework."},
        false,
        30_000);
  }

  private void look() {
    seen.add(ARequest.carried());
  }

  /** Runs a task on a thread that carries nothing, or somebody else's. */
  private Object runElsewhere(Runnable task) {
    Carrier.clear();
    ARequest.of("bob").serve();
    Carried.run(task);
    Carrier.clear();
    return seen.isEmpty() ? "not run" : seen.remove(0);
  }

  @Test
  void workWithAValueIsItsCreators() throws Exception {
    anns.serve();
    Callable<Object> owned = Carried.wrap((Callable<Object>) ARequest::carried);
    Supplier<Object> supplied = Carried.wrap((Supplier<Object>) ARequest::carried);
    ARequest.of("bob").serve();
    assertThat(Carried.call(owned)).isSameAs(anns);
    assertThat(Carried.get(supplied)).isSameAs(anns);
  }

  @Test
  void ownedWorkMayCreateMoreWorkWithAValue() throws Exception {
    Object before = Carrier.openTask(anns);
    Callable<Object> owned = Carried.wrap((Callable<Object>) ARequest::carried);
    Carrier.closeTask(before);
    assertThat(owned.call()).isSameAs(anns);
  }

  @Test
  void workWithoutAValueIsTheRequestsWhenItsThreadMakesItOfWhatItHasAtHand() {
    anns.serve();
    List<Object> atHand = seen;
    Runnable audit = Carried.wrap((Runnable) () -> atHand.add(ARequest.carried()));
    assertThat(runElsewhere(audit)).isSameAs(anns);
  }

  @Test
  void anAnonymousClassWithSomethingAtHandIsTheRequests() {
    anns.serve();
    List<Object> atHand = seen;
    Runnable audit =
        Carried.wrap(
            new Runnable() {
              @Override
              public void run() {
                atHand.add(ARequest.carried());
              }
            });
    assertThat(runElsewhere(audit)).isSameAs(anns);
  }

  @Test
  void aMethodOfTheObjectItselfIsNobodys() {
    anns.serve();
    assertThat(runElsewhere(Carried.wrap((Runnable) this::look))).isNull();
    assertThat(losses.all).containsExactly(Loss.NO_VALUE);
  }

  @Test
  void anAnonymousClassThatHasOnlyItsOuterObjectIsNobodys() {
    anns.serve();
    Runnable drain =
        Carried.wrap(
            new Runnable() {
              @Override
              public void run() {
                look();
              }
            });
    assertThat(runElsewhere(drain)).isNull();
  }

  private static final class Worker implements Runnable {
    private final List<Object> seen;

    Worker(List<Object> seen) {
      this.seen = seen;
    }

    @Override
    public void run() {
      seen.add(ARequest.carried());
    }
  }

  @Test
  void aNamedClassWithoutAValueIsNobodys() {
    anns.serve();
    assertThat(runElsewhere(Carried.wrap((Runnable) new Worker(seen)))).isNull();
    assertThat(losses.first).containsExactly("NO_VALUE " + HERE + "$Worker");
  }

  @Test
  void workWithoutAValueThatIsMadeElsewhereThanOnTheRequestsThreadIsNobodys() {
    Object before = Carrier.openTask(anns);
    List<Object> atHand = seen;
    Runnable audit = Carried.wrap((Runnable) () -> atHand.add(ARequest.carried()));
    Carrier.closeTask(before);
    assertThat(runElsewhere(audit)).isNull();
  }

  @Test
  void aConsumerIsJudgedLikeARunnable() {
    anns.serve();
    List<Object> atHand = seen;
    Consumer<String> owned = Carried.wrap((Consumer<String>) x -> atHand.add(ARequest.carried()));
    Consumer<String> nobodys = Carried.wrap((Consumer<String>) x -> look());
    Carrier.clear();
    owned.accept("");
    nobodys.accept("");
    assertThat(seen).containsExactly(anns, null);
  }

  @Test
  void aTaskThatIsHandedOverIsNobodys() {
    anns.serve();
    List<Object> atHand = seen;
    assertThat(runElsewhere(Carried.wrapHanded(() -> atHand.add(ARequest.carried())))).isNull();
    assertThat(losses.all).containsExactly(Loss.HANDED_OVER);
  }

  @Test
  void aTaskThatHoldsWhatItsRequestIsAnsweredThroughIsTheRequests() {
    Object response = new Object();
    anns.answeredBy(response).serve();
    List<Object> atHand = seen;
    Runnable answers =
        () -> {
          atHand.add(ARequest.carried());
          response.hashCode();
        };
    assertThat(runElsewhere(Carried.wrapHanded(answers))).isSameAs(anns);
  }

  @Test
  void soIsATaskThatHoldsItInATaskInside() {
    Object response = new Object();
    anns.answeredBy(response).serve();
    List<Object> atHand = seen;
    Runnable answers =
        () -> {
          atHand.add(ARequest.carried());
          response.hashCode();
        };
    assertThat(runElsewhere(Carried.wrapHanded(inside(inside(answers))))).isSameAs(anns);
    anns.serve();
    Runnable tooDeep = inside(inside(inside(inside(answers))));
    assertThat(runElsewhere(Carried.wrapHanded(tooDeep))).isNull();
  }

  private static Runnable inside(Runnable task) {
    return () -> task.run();
  }

  @Test
  void aTaskThatHoldsWhatAnotherRequestIsAnsweredThroughIsNobodys() {
    Object response = new Object();
    ARequest.of("bob").answeredBy(response);
    anns.answeredBy(new Object()).serve();
    List<Object> atHand = seen;
    Runnable answers =
        () -> {
          atHand.add(ARequest.carried());
          response.hashCode();
        };
    assertThat(runElsewhere(Carried.wrapHanded(answers))).isNull();
  }

  @Test
  void workOfALibrarysOwnKindThatIsHandedOverIsNobodys() {
    anns.serve();
    assertThat(Strand.whole(Ownership.ofHandedWork(new Subscriber(this::look)))).isNull();
    assertThat(losses.all).containsExactly(Loss.HANDED_OVER);
  }

  @Test
  void workOfALibrarysOwnKindThatHoldsTheResponseIsItsRequests() {
    Object response = new Object();
    anns.answeredBy(response).serve();
    assertThat(Strand.whole(Ownership.ofHandedWork(new Subscriber(() -> seen.add(response)))))
        .isSameAs(anns);
    ARequest.of("bob").serve();
    assertThat(Strand.whole(Ownership.ofHandedWork(new Subscriber(() -> seen.add(response)))))
        .isNull();
  }

  @Test
  void workOfALibrarysOwnKindIsNamedByTheFunctionInIt() {
    String librarys = LibrarysSubscriber.class.getName();
    Ownership.install(
        new Ownership.Rules(
            ClassNames.of(HERE),
            ClassNames.NONE,
            ClassNames.NONE,
            new String[] {librarys},
            new String[0],
            false,
            30_000),
        losses);
    anns.serve();
    assertThat(Strand.whole(Ownership.ofHandedWork(new LibrarysSubscriber(this::look))))
        .isSameAs(anns);
    assertThat(
            Strand.whole(Ownership.ofWorkWithValue((Object) (Supplier<Object>) ARequest::carried)))
        .isSameAs(anns);
  }

  @Test
  void workThatWrapsALibrarysOwnTaskIsTheLibrarys() throws Exception {
    Ownership.install(
        new Ownership.Rules(
            ClassNames.NONE,
            ClassNames.NONE,
            ClassNames.NONE,
            new String[] {LibrarysTask.class.getName()},
            new String[0],
            false,
            30_000),
        losses);
    anns.serve();
    Runnable librarys = new LibrarysTask();
    Callable<Object> wrapped =
        () -> {
          librarys.run();
          return ARequest.carried();
        };
    Runnable inside = () -> librarys.run();
    Callable<Object> deeper =
        () -> {
          inside.run();
          return ARequest.carried();
        };
    AtomicReference<Runnable> reference = new AtomicReference<>(librarys);
    Callable<Object> referring =
        () -> {
          reference.get().run();
          return ARequest.carried();
        };
    assertThat(Carried.wrap(referring)).isSameAs(referring);
    String own = "own";
    assertThat(Carried.wrap(wrapped)).isSameAs(wrapped);
    assertThat(Carried.wrap(deeper)).isSameAs(deeper);
    assertThat(Carried.wrap((Callable<Object>) () -> own + ARequest.carried()).call())
        .isEqualTo("ownann");
  }

  private static final class LibrarysTask implements Runnable {
    @Override
    public void run() {}
  }

  /** Not a task of the JDK's. */
  private static final class Subscriber {
    final Runnable consumer;

    Subscriber(Runnable consumer) {
      this.consumer = consumer;
    }
  }

  private static final class LibrarysSubscriber {
    final Runnable consumer;

    LibrarysSubscriber(Runnable consumer) {
      this.consumer = consumer;
    }
  }

  @Test
  void whatARequestIsAnsweredThroughIsForgottenWhenItIsOver() {
    Object response = new Object();
    anns.answeredBy(response).over(0);
    assertThat(anns.isAnsweredThrough(response)).isFalse();
    anns.answeredThrough(response);
    assertThat(anns.hasResponses()).isFalse();
  }

  @Test
  void whatIsCreatedAfterTheEndOfARequestIsNobodys() {
    anns.serve().over(1);
    Callable<Object> late = ARequest::carried;
    assertThat(Carried.wrap(late)).isSameAs(late);
    assertThat(losses.all).containsExactly(Loss.REQUEST_OVER);
  }

  @Test
  void whatIsScheduledIsNobodys() {
    anns.serve();
    Callable<Object> later = ARequest::carried;
    Carried.schedulesOnce();
    assertThat(Carried.wrap(later)).isSameAs(later);
    Carried.scheduled();
    assertThat(Carried.wrap(later)).isNotSameAs(later);
    assertThat(losses.all).containsExactly(Loss.SCHEDULED);
  }

  @Test
  void aClassThatTheOperatorNamesIsCarried() {
    Ownership.install(rules(HERE + "$Nam*", ""), losses);
    anns.serve();
    assertThat(runElsewhere(Carried.wrapHanded(new Named(seen)))).isSameAs(anns);
    anns.serve();
    Carried.schedulesOnce();
    Runnable later = Carried.wrap((Runnable) new Named(seen));
    Carried.schedulesPeriodically();
    Runnable periodic = Carried.wrap((Runnable) new Named(seen));
    Carried.scheduled();
    assertThat(runElsewhere(later)).isSameAs(anns);
    assertThat(runElsewhere(periodic)).isNull();
    anns.serve();
    Carried.timed(new Named(seen));
    assertThat(losses.all)
        .as("naming it is of no use here")
        .containsExactly(Loss.PERIODIC, Loss.TIMED);
  }

  private static final class Named implements Runnable {
    private final List<Object> seen;

    Named(List<Object> seen) {
      this.seen = seen;
    }

    @Override
    public void run() {
      seen.add(ARequest.carried());
    }
  }

  private static final class Dropped implements Callable<Object> {
    @Override
    public Object call() {
      return "run";
    }
  }

  @Test
  void aClassThatTheOperatorDropsIsNobodys() {
    Ownership.install(rules("", HERE + "$Dropped"), losses);
    anns.serve();
    Dropped dropped = new Dropped();
    assertThat(Carried.wrap(dropped)).isSameAs(dropped);
    assertThat(losses.all).containsExactly(Loss.NAMED);
  }

  private static final class Renamed implements Runnable {
    @Override
    public void run() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aClassThatIsKnownIsJudgedByTheRulesOfNow() {
    anns.serve();
    Renamed renamed = new Renamed();
    assertThat(Carried.wrapHanded(renamed)).isSameAs(renamed);
    Ownership.use(rules(HERE + "$Renamed", ""));
    assertThat(Carried.wrapHanded(renamed)).as("carried from now on").isNotSameAs(renamed);
    Ownership.use(rules("", HERE + "$Renamed"));
    assertThat(Carried.wrapHanded(renamed)).as("dropped").isSameAs(renamed);
    Ownership.use(new Ownership.Rules());
    assertThat(Carried.wrapHanded(renamed)).as("as before").isSameAs(renamed);
    assertThat(losses.all).containsExactly(Loss.HANDED_OVER, Loss.NAMED, Loss.HANDED_OVER);
  }

  private final class Lasting implements Runnable {
    @Override
    public void run() {
      look();
      anns.over(31_000);
      Carrier.clear();
      Ownership.use(rules(HERE + "$Lasting", ""));
      ARequest.of("bob").serve();
      Runnable again = Carried.wrap((Runnable) new Lasting());
      seen.add(again instanceof Lasting ? "not carried" : "carried");
    }
  }

  @Test
  void aTaskThatRunsWhenTheRulesChangeIsStillWatched() {
    Ownership.install(rules(HERE + "$Lasting", ""), losses);
    anns.serve();
    Runnable lasting = Carried.wrap((Runnable) new Lasting());
    Carrier.clear();
    lasting.run();
    assertThat(seen).containsExactly(anns, "not carried");
  }

  private static final class Alone implements Callable<Object> {
    @Override
    public Object call() {
      return "run";
    }
  }

  @Test
  void withTheRequestAloneNothingElseIsCarried() {
    Ownership.install(
        new Ownership.Rules(
            ClassNames.NONE,
            ClassNames.NONE,
            ClassNames.NONE,
            new String[0],
            new String[0],
            true,
            30_000),
        losses);
    anns.serve();
    Alone alone = new Alone();
    assertThat(Carried.wrap(alone)).isSameAs(alone);
    assertThat(losses.all).containsExactly(Loss.NOT_THE_REQUEST);
  }

  private final class Endless implements Runnable {
    @Override
    public void run() {
      look();
      anns.over(31_000);
      Carrier.clear();
      ARequest.of("bob").serve();
      Runnable again = Carried.wrap((Runnable) new Endless());
      seen.add(again instanceof Endless ? "not carried" : "carried");
    }
  }

  @Test
  void aClassWhoseTasksGoOnLongAfterTheirRequestIsNotCarriedAgain() {
    Ownership.install(rules(HERE + "$Endless", ""), losses);
    anns.serve();
    Runnable endless = Carried.wrap((Runnable) new Endless());
    Carrier.clear();
    endless.run();
    assertThat(seen).containsExactly(anns, "not carried");
    assertThat(losses.all).containsExactly(Loss.OUTLIVES_REQUESTS);
  }

  private static final class Late implements Callable<Object> {
    @Override
    public Object call() {
      Ownership.outlived();
      return "run";
    }
  }

  @Test
  void aClassWhoseTaskAskedForItsTokenTooLateIsNotCarriedAgain() throws Exception {
    anns.serve();
    Callable<Object> late = Carried.wrap((Callable<Object>) new Late());
    late.call();
    Late again = new Late();
    assertThat(Carried.wrap((Callable<Object>) again)).isSameAs(again);
    assertThat(losses.all).containsExactly(Loss.OUTLIVES_REQUESTS, Loss.OUTLIVES_REQUESTS);
  }

  @Test
  void whatHasDecidedIsLeftAlone() {
    anns.serve();
    FutureTask<Object> future = new FutureTask<>(ARequest::carried);
    Callable<Object> call = Executors.callable(() -> {}, null);
    assertThat(Carried.wrapHanded(future)).isSameAs(future);
    assertThat(Carried.wrap(call)).isSameAs(call);
    Callable<Object> once = Carried.wrap((Callable<Object>) ARequest::carried);
    assertThat(Carried.wrap(once)).isSameAs(once);
    assertThat(losses.all).isEmpty();
  }

  @Test
  void eachClassIsToldOnceForEachReasonAndCountedEachTime() {
    anns.serve();
    for (int i = 0; i < 3; i++) {
      Carried.wrapHanded(new Told());
    }
    assertThat(losses.all).hasSize(3);
    assertThat(losses.first).containsExactly("HANDED_OVER " + HERE + "$Told");
  }

  private static final class Told implements Runnable {
    @Override
    public void run() {}
  }

  @Test
  void aRequestThatIsOverStaysShutOnAThreadThatServesAnother() {
    anns.over(1);
    ARequest bobs = ARequest.of("bob").serve();
    Object interrupted = Carrier.openTask(anns);
    assertThat(ARequest.carried()).isNull();
    Carrier.closeTask(interrupted);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }
}
