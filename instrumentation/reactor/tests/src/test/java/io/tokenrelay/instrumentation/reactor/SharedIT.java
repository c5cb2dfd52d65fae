package io.tokenrelay.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is done once for all who subscribe is done for nobody, whoever was the first, whatever
 * stands above the shared operator, and whichever thread brings the values. Below it each works for
 * himself.
 */
@SuppressWarnings("deprecation") // the floor's names
class SharedIT extends CarriesAcrossThreads {
  private static final List<List<String>> COMINGS =
      Arrays.asList(
          Arrays.asList("alice", "bob", "nobody"), Arrays.asList("nobody", "alice", "bob"));

  private static final List<String> NOBODIES = Arrays.asList("nobody", "nobody", "nobody");

  private final Scheduler one = Schedulers.newSingle("one");
  private final Flux<String> shared =
      Flux.interval(Duration.ofMillis(1))
          .onBackpressureDrop()
          .map(any -> call())
          .publish()
          .autoConnect();

  @AfterAll
  void stopThreads() {
    one.dispose();
  }

  @Override
  protected Class<?> libraryClass() {
    return Flux.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("below what is shared", answer -> first(shared.map(any -> call()), answer));
    ways.put(
        "below what is shared, another thread",
        answer -> first(shared.publishOn(one).map(any -> call()), answer));
    ways.replaceAll((name, way) -> waitedFor(way));
    return ways;
  }

  /** Sharing operators, of all versions or of those that have them. */
  private static Map<String, UnaryOperator<Flux<String>>> sharing() {
    Map<String, UnaryOperator<Flux<String>>> sharing = new LinkedHashMap<>();
    sharing.put("share", Flux::share);
    sharing.put("publish, autoConnect", values -> values.publish().autoConnect());
    sharing.put("publish, refCount", values -> values.publish().refCount());
    sharing.put(
        "publish, refCount, grace", values -> values.publish().refCount(1, Duration.ofMillis(5)));
    sharing.put("replay, refCount", values -> values.replay(1).refCount());
    sharing.put("replay, autoConnect", values -> values.replay().autoConnect());
    sharing.put("replay for a time", values -> values.replay(Duration.ofSeconds(9)).autoConnect());
    sharing.put("cache", Flux::cache);
    sharing.put("cache one", values -> values.cache(1));
    sharing.put(
        "a processor",
        values -> through(reactor.core.publisher.EmitterProcessor.create(false), values));
    sharing.put(
        "a replaying processor",
        values -> through(reactor.core.publisher.ReplayProcessor.create(), values));
    sharing.put("Mono.cache", values -> values.next().cache().flux());
    sharing.put(
        "Mono.cache for a time", values -> values.next().cache(Duration.ofSeconds(9)).flux());
    sharing.put("publishNext", values -> Flux.defer(values::publishNext));
    if (Has.method(Mono.class, "share")) {
      sharing.put("Mono.share", values -> values.next().share().flux());
      sharing.put("shareNext", values -> values.shareNext().flux());
    }
    if (Has.method(Mono.class, "toProcessor")) {
      sharing.put("Mono.toProcessor", values -> Flux.defer(values.next()::toProcessor));
    }
    if (Has.method(Mono.class, "cacheInvalidateIf")) {
      sharing.put(
          "Mono.cacheInvalidateIf", values -> values.next().cacheInvalidateIf(x -> false).flux());
      sharing.put(
          "Mono.cacheInvalidateWhen",
          values -> values.next().cacheInvalidateWhen(x -> Mono.never()).flux());
      sharing.put(
          "Mono.cache, each for its time",
          values ->
              values
                  .next()
                  .cache(x -> Duration.ofSeconds(9), x -> Duration.ZERO, () -> Duration.ZERO)
                  .flux());
    }
    return sharing;
  }

  /** Connects the processor when the first subscriber comes. */
  private static Flux<String> through(
      reactor.core.publisher.FluxProcessor<String, String> processor, Flux<String> values) {
    AtomicBoolean connected = new AtomicBoolean();
    return processor.doOnSubscribe(
        any -> {
          if (connected.compareAndSet(false, true)) {
            values.subscribe(processor);
          }
        });
  }

  /** What may stand above a sharing operator; each calls once for a value. */
  private Map<String, UnaryOperator<Flux<String>>> above(Supplier<String> calling) {
    Map<String, UnaryOperator<Flux<String>>> above = new LinkedHashMap<>();
    above.put("map", values -> values.map(any -> calling.get()));
    above.put("filter", values -> values.map(any -> calling.get()).filter(any -> true));
    above.put("handle", values -> values.handle((value, sink) -> sink.next(calling.get())));
    above.put("map twice", values -> values.map(any -> calling.get()).map(any -> calling.get()));
    above.put(
        "doOnNext", values -> values.doOnNext(any -> calling.get()).map(any -> calling.get()));
    above.put("transform", values -> values.transform(all -> all.map(any -> calling.get())));
    above.put("compose", values -> Flux.defer(() -> values.map(any -> calling.get())));
    above.put("flatMap", values -> values.flatMap(any -> Mono.fromSupplier(calling)));
    above.put(
        "concatMap", values -> values.concatMap(any -> Mono.defer(() -> Mono.just(calling.get()))));
    above.put("publishOn", values -> values.publishOn(one).map(any -> calling.get()));
    above.put("subscribeOn", values -> values.subscribeOn(one).map(any -> calling.get()));
    above.put(
        "another shared one",
        values -> values.map(any -> calling.get()).share().map(any -> calling.get()));
    above.put(
        "groupBy",
        values -> values.groupBy(any -> 1).flatMap(group -> group.map(x -> calling.get())));
    above.put("window", values -> values.window(1).flatMap(each -> each.map(x -> calling.get())));
    above.put(
        "timeout", values -> values.timeout(Duration.ofSeconds(50)).map(any -> calling.get()));
    above.put("retry", values -> values.map(any -> calling.get()).retry(2));
    return above;
  }

  @Test
  void whatATimerBringsToAllIsDoneForNobody() throws Exception {
    assertDoneForNobody(
        () -> {
          Fed fed = new Fed();
          fed.values =
              Flux.interval(Duration.ofMillis(3))
                  .onBackpressureDrop()
                  .takeWhile(any -> !fed.stopped)
                  .map(String::valueOf);
          return fed;
        });
  }

  @Test
  void whatTheFirstSubscribersThreadBringsToAllIsDoneForNobody() throws Exception {
    assertDoneForNobody(
        () -> {
          Fed fed = new Fed();
          Flux<String> fromOutside = Flux.create(fed.sinks::add);
          fed.values = Flux.concat(Mono.fromCallable(this::call), fromOutside);
          fed.feed = () -> fed.sinks.forEach(sink -> sink.next("later"));
          return fed;
        });
  }

  @Test
  void whatAnotherUsersThreadBringsToAllIsDoneForNobody() throws Exception {
    assertDoneForNobody(
        () -> {
          Fed fed = new Fed();
          fed.values = Flux.create(fed.sinks::add);
          fed.feed = () -> asCarol(() -> fed.sinks.forEach(sink -> sink.next("fed")));
          return fed;
        });
  }

  private interface Feed {
    void now() throws Exception;
  }

  /** Values from outside. */
  private static final class Fed {
    final Queue<FluxSink<String>> sinks = new ConcurrentLinkedQueue<>();
    Flux<String> values = Flux.never();
    Feed feed = () -> {};
    volatile boolean stopped;
  }

  /**
   * What is taken as a future below a processor may be kept, and anybody feeds a processor; below
   * the others each has his own token.
   */
  private void assertDoneForNobody(Supplier<Fed> feeding) throws Exception {
    Queue<String> upstream = new ConcurrentLinkedQueue<>();
    Supplier<String> calling =
        () -> {
          String user = call();
          upstream.add(user);
          return user;
        };
    List<String> wrong = new ArrayList<>();
    int coming = 0;
    for (Map.Entry<String, UnaryOperator<Flux<String>>> way : sharing().entrySet()) {
      for (Map.Entry<String, UnaryOperator<Flux<String>>> operator : above(calling).entrySet()) {
        Fed fed = feeding.get();
        Flux<String> values = fed.values.doOnSubscribe(any -> calling.get());
        Flux<String> all = way.getValue().apply(operator.getValue().apply(values));
        List<String> users = COMINGS.get(coming++ % COMINGS.size());
        List<String> below = below(users, all, fed);
        String what = operator.getKey() + " above " + way.getKey() + " for " + users;
        if (!below.equals(way.getKey().endsWith("processor") ? NOBODIES : users)) {
          wrong.add(what + " below: " + below);
        }
        for (String user = upstream.poll(); user != null; user = upstream.poll()) {
          if (!user.equals("nobody")) {
            wrong.add(what + " above: " + user);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Whose calls are made below what is shared by these users. */
  private List<String> below(List<String> users, Flux<String> all, Fed fed) throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : users) {
      answers.add(startDuring(user, answer -> stay(all.map(any -> call()), answer)));
    }
    CompletableFuture<Void> answered =
        CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!answered.isDone() && System.nanoTime() < end) {
      fed.feed.now(); // as long as it takes: who subscribes late has missed what was fed before
      Thread.yield();
    }
    List<String> below = new ArrayList<>();
    for (CompletableFuture<String> answer : answers) {
      below.add(answer(answer));
    }
    fed.stopped = true;
    return below;
  }

  @Test
  void whoeverConnectsASharedSourceItIsConnectedForNobody() throws Exception {
    List<ConnectableFlux<String>> sources =
        Arrays.asList(calling().publish(), calling().replay(), calling().replay(1));
    for (ConnectableFlux<String> source : sources) {
      CompletableFuture<String> upstream = new CompletableFuture<>();
      CompletableFuture<String> own =
          startDuring(
              "bob", answer -> first(source.doOnNext(upstream::complete).map(x -> call()), answer));

      CompletableFuture<String> afterwards =
          startDuring(
              "alice",
              answer -> {
                source.connect();
                answer.complete(call());
              });

      assertThat(answer(upstream)).isEqualTo("nobody");
      assertThat(answer(own)).isEqualTo("bob");
      assertThat(answer(afterwards)).isEqualTo("alice");
    }
  }

  private Flux<String> calling() {
    return Flux.concat(Mono.fromCallable(this::call), Mono.never());
  }

  @Test
  void whoeverDisconnectsASharedSourceItIsDisconnectedForNobody() throws Exception {
    Queue<String> upstream = new ConcurrentLinkedQueue<>();
    Flux<String> source = calling().doOnCancel(() -> upstream.add(call())).share();

    for (String user : new String[] {"alice", "bob"}) {
      answer(startDuring(user, answer -> first(source, answer)));
    }

    assertThat(upstream).containsExactly("nobody", "nobody");
  }

  private void asCarol(Runnable work) throws Exception {
    as(
        "carol",
        () -> {
          work.run();
          return null;
        });
  }

  /** Answers the first value and goes. */
  private static void first(Flux<String> values, CompletableFuture<String> answer) {
    whenDone(values.next().toFuture().thenAccept(answer::complete), answer);
  }

  /** Answers the first value and stays: the floor loses one who comes while the last one goes. */
  private static void stay(Flux<String> values, CompletableFuture<String> answer) {
    whenDone(values.doOnNext(answer::complete).then().toFuture(), answer);
  }

  private static void whenDone(CompletableFuture<Void> done, CompletableFuture<String> answer) {
    done.whenComplete(
        (any, failure) -> {
          if (failure != null) {
            answer.completeExceptionally(failure);
          } else {
            answer.complete("none");
          }
        });
  }
}
