package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CarriedTest {
  private final ARequest anns = ARequest.of("ann");
  private final ARequest bobs = ARequest.of("bob");
  private final List<Object> seen = new ArrayList<>();
  private final Runnable look = () -> seen.add(ARequest.carried());

  @AfterEach
  void leaveTheThreadEmpty() {
    Carrier.clear();
  }

  @Test
  void isTheTaskItselfWhenThereIsNoSnapshot() {
    Callable<Object> callable = ARequest::carried;
    assertThat(Carried.wrap(look)).isSameAs(look);
    assertThat(Carried.wrap(callable)).isSameAs(callable);
    assertThat(Carried.wrapHanded(look)).isSameAs(look);
    assertThat(Carried.wrap((Runnable) null)).isNull();
  }

  @Test
  void everyKindOfFunctionRunsWithTheSnapshotOfItsCreator() throws Exception {
    List<Object> atHand = seen;
    anns.serve();
    Runnable annsRunnable = Carried.wrap((Runnable) () -> atHand.add(ARequest.carried()));
    Callable<Object> annsCallable = Carried.wrap((Callable<Object>) ARequest::carried);
    Supplier<Object> annsSupplier = Carried.wrap((Supplier<Object>) ARequest::carried);
    Function<Object, Object> annsFunction =
        Carried.wrap((Function<Object, Object>) x -> ARequest.carried());
    BiFunction<Object, Object, Object> annsBiFunction =
        Carried.wrap((BiFunction<Object, Object, Object>) (x, y) -> ARequest.carried());
    Consumer<Object> annsConsumer =
        Carried.wrap((Consumer<Object>) x -> atHand.add(ARequest.carried()));
    BiConsumer<Object, Object> annsBiConsumer =
        Carried.wrap((BiConsumer<Object, Object>) (x, y) -> atHand.add(ARequest.carried()));
    bobs.serve();
    annsRunnable.run();
    seen.add(annsCallable.call());
    seen.add(annsSupplier.get());
    seen.add(annsFunction.apply(1));
    seen.add(annsBiFunction.apply(1, 2));
    annsConsumer.accept(1);
    annsBiConsumer.accept(1, 2);
    assertThat(seen).hasSize(7).containsOnly(anns);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }

  @Test
  void givesTheThreadBackAsItWasWhenTheTaskThrows() {
    anns.serve();
    Callable<Object> throwing =
        Carried.wrap(
            (Callable<Object>)
                () -> {
                  throw new IllegalStateException("on purpose");
                });
    bobs.serve();
    assertThatThrownBy(throwing::call).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Carried.call(throwing)).isInstanceOf(IllegalStateException.class);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }

  @Test
  void aRunPointStartsEveryTaskWithNothing() throws Exception {
    bobs.serve();
    Carried.run(look);
    seen.add(Carried.call((Callable<Object>) ARequest::carried));
    seen.add(Carried.get((Supplier<Object>) ARequest::carried));
    assertThat(seen).hasSize(3).containsOnlyNulls();
    assertThat(ARequest.carried()).isSameAs(bobs);
  }

  @Test
  void whatAServerRunsForARequestRunsAsItsOwnThread() {
    Object context = new Object();
    anns.answeredBy(context).serve();
    List<Object> atHand = seen;
    Runnable started =
        Carried.forRequest(
            context,
            () -> {
              Runnable audit = Carried.wrap((Runnable) () -> atHand.add(ARequest.carried()));
              Carrier.clear();
              audit.run();
            });
    Carrier.clear();
    started.run();
    assertThat(seen).containsExactly(anns);
  }

  @Test
  void whatAnotherRequestStartsOnItIsNobodys() {
    Object context = new Object();
    anns.answeredBy(context);
    bobs.serve();
    Runnable started = Carried.forRequest(context, look);
    started.run();
    assertThat(seen).containsExactly((Object) null);
    assertThat(ARequest.carried()).isSameAs(bobs);
  }

  @Test
  void whatIsKnownToBeSomebodysIsThatAndNobodysStaysNobodys() {
    Runnable nobodys = Carried.known(look);
    anns.serve();
    Runnable known = Carried.known(look);
    assertThat(Carried.known(known)).isSameAs(known);
    bobs.serve();
    nobodys.run();
    known.run();
    assertThat(seen).containsExactly(null, anns);
  }

  @Test
  void theApplicationSeesItsOwnTaskAgain() {
    Callable<Object> own = ARequest::carried;
    anns.serve();
    Callable<Object> wrapped = Carried.wrap(own);
    assertThat(wrapped).hasToString(own.toString());
    assertThat(Carried.unwrap(wrapped)).isSameAs(own);
    assertThat(Carried.unwrap(own)).isSameAs(own);
  }
}
