package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CarriedTest {
  private final List<Object> seen = new ArrayList<>();
  private final Runnable look = () -> seen.add(Carrier.snapshot());

  @AfterEach
  void leaveTheThreadEmpty() {
    Carrier.swap(null);
  }

  @Test
  void isTheTaskItselfWhenThereIsNoSnapshot() {
    assertThat(Carried.wrap(look)).isSameAs(look);
    assertThat(Carried.wrapTask(look, new LinkedBlockingQueue<>())).isSameAs(look);
    assertThat(Carried.uncaptured(look)).isSameAs(look);
  }

  @Test
  void everyKindOfFunctionRunsWithTheSnapshotOfItsCreator() throws Exception {
    Callable<Object> callable = Carrier::snapshot;
    Supplier<Object> supplier = Carrier::snapshot;
    Function<Object, Object> function = x -> Carrier.snapshot();
    BiFunction<Object, Object, Object> biFunction = (x, y) -> Carrier.snapshot();
    Consumer<Object> consumer = x -> look.run();
    BiConsumer<Object, Object> biConsumer = (x, y) -> look.run();
    Carrier.swap("ann");
    Runnable ann = Carried.wrap(look);
    Callable<Object> annsCallable = Carried.wrap(callable);
    Supplier<Object> annsSupplier = Carried.wrap(supplier);
    Function<Object, Object> annsFunction = Carried.wrap(function);
    BiFunction<Object, Object, Object> annsBiFunction = Carried.wrap(biFunction);
    Consumer<Object> annsConsumer = Carried.wrap(consumer);
    BiConsumer<Object, Object> annsBiConsumer = Carried.wrap(biConsumer);
    Carrier.swap("bob");
    ann.run();
    seen.add(annsCallable.call());
    seen.add(annsSupplier.get());
    seen.add(annsFunction.apply(1));
    seen.add(annsBiFunction.apply(1, 2));
    annsConsumer.accept(1);
    annsBiConsumer.accept(1, 2);
    assertThat(seen).hasSize(7).containsOnly("ann");
    assertThat(Carrier.snapshot()).isEqualTo("bob");
  }

  @Test
  void givesTheThreadBackAsItWasWhenTheTaskThrows() {
    Carrier.swap("ann");
    Runnable throwing =
        Carried.wrap(
            (Runnable)
                () -> {
                  throw new IllegalStateException("on purpose");
                });
    Carrier.swap("bob");
    assertThatThrownBy(throwing::run).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Carried.run(throwing)).isInstanceOf(IllegalStateException.class);
    assertThat(Carrier.snapshot()).isEqualTo("bob");
  }

  @Test
  void aRunPointStartsEveryTaskWithNothing() throws Exception {
    Carrier.swap("bob");
    Carried.run(look);
    seen.add(Carried.call((Callable<Object>) Carrier::snapshot));
    seen.add(Carried.get((Supplier<Object>) Carrier::snapshot));
    assertThat(seen).hasSize(3).containsOnlyNulls();
    assertThat(Carrier.snapshot()).isEqualTo("bob");
  }

  @Test
  void wrapsOnce() {
    Carrier.swap("ann");
    Runnable once = Carried.wrap(look);
    Carrier.swap("bob");
    assertThat(Carried.wrap(once)).isSameAs(once);
    assertThat(Carried.wrapTask(once, new LinkedBlockingQueue<>())).isSameAs(once);
    assertThat(Carried.uncaptured(once)).isSameAs(once);
    assertThat(Carried.toRemove(once)).isSameAs(once);
  }

  @Test
  void aPeriodicTaskRunsWithNothing() {
    Carrier.swap("ann");
    Runnable periodic = Carried.uncaptured(look);
    Carried.wrap(periodic).run();
    assertThat(seen).containsOnlyNulls();
    assertThat(Carried.unwrap(periodic)).isSameAs(look);
  }

  @Test
  void leavesAloneWhatCapturesByItselfOrWouldBeCompared() {
    Carrier.swap("ann");
    FutureTask<Object> task = new FutureTask<>(look, null);
    assertThat(Carried.wrap((Runnable) task)).isSameAs(task);
    assertThat(Carried.wrapTask(task, new LinkedBlockingQueue<>())).isSameAs(task);
    assertThat(Carried.wrapTask(look, new PriorityBlockingQueue<>())).isSameAs(look);
    assertThat(Carried.wrapTask(look, queueOfAnotherKind())).isSameAs(look);
    assertThat(Carried.wrapTask(look, new LinkedBlockingQueue<>())).isNotSameAs(look);
    assertThat(Carried.wrap((Runnable) null)).isNull();
  }

  /** As the pool sees a {@code DelayQueue}: by the bound of its constructor's raw type. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static java.util.concurrent.BlockingQueue<Runnable> queueOfAnotherKind() {
    return (java.util.concurrent.BlockingQueue) new DelayQueue<>();
  }

  @Test
  void theApplicationSeesItsOwnTaskAgain() {
    Carrier.swap("ann");
    Runnable wrapped = Carried.wrap(look);
    assertThat(wrapped).hasToString(look.toString());
    assertThat(Carried.unwrap(wrapped)).isSameAs(look);
    assertThat(Carried.unwrap(look)).isSameAs(look);
    assertThat(Carried.unwrapAll(new ArrayList<>(Arrays.asList(wrapped, look))))
        .containsExactly(look, look);
  }

  @Test
  void whatIsSoughtEqualsTheTaskWrappedOrNot() {
    Carrier.swap("ann");
    Runnable wrapped = Carried.wrap(look);
    Runnable sought = Carried.toRemove(look);
    assertThat(sought.equals(wrapped)).isTrue();
    assertThat(sought.equals(look)).isTrue();
    assertThat(sought.equals(Carried.wrap((Runnable) () -> {}))).isFalse();
    Future<Object> future = new FutureTask<>(look, null);
    assertThat(Carried.toRemove((Runnable) future)).isSameAs(future);
  }

  private static final class DrainLoop implements Runnable {
    @Override
    public void run() {}
  }

  @Test
  void carriesNothingForClassesThatTheOperatorNamed() {
    Carried.exclude(DrainLoop.class.getName());
    Carrier.swap("ann");
    DrainLoop loop = new DrainLoop();
    assertThat(Carried.wrap(loop)).isSameAs(loop);
    assertThat(Carried.wrapTask(loop, new LinkedBlockingQueue<>())).isSameAs(loop);
  }
}
