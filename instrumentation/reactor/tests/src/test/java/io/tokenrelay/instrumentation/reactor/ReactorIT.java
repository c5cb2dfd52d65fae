package io.tokenrelay.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Calls nothing that is not in Reactor 3.1 to 3.8 alike. */
class ReactorIT extends CarriesAcrossThreads {
  private final Scheduler one = Schedulers.newSingle("one");
  private final Scheduler two = Schedulers.newParallel("two", 2);
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Scheduler inPool = Schedulers.fromExecutorService(pool);
  private final Scheduler onExecutor = Schedulers.fromExecutor(pool);

  /** Assembled once, subscribed to by everybody. */
  private final Mono<String> shared = Mono.fromCallable(this::call).subscribeOn(one);

  @AfterAll
  void stopThreads() {
    one.dispose();
    two.dispose();
    pool.shutdownNow();
  }

  @Override
  protected Class<?> libraryClass() {
    return Flux.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("subscribeOn", to(Mono.fromCallable(this::call).subscribeOn(one)));
    ways.put("subscribeOn, deferred", to(Mono.defer(() -> Mono.just(call())).subscribeOn(two)));
    ways.put("subscribeOn, a pool", to(Mono.fromCallable(this::call).subscribeOn(inPool)));
    ways.put("subscribeOn, an executor", to(Mono.fromCallable(this::call).subscribeOn(onExecutor)));
    ways.put("assembled for all", to(shared));
    ways.put("publishOn", to(Mono.just(1).publishOn(one).map(any -> call())));
    ways.put(
        "publishOn twice",
        to(Flux.range(0, 3).publishOn(one).map(i -> i + 1).publishOn(two).map(any -> call())));
    ways.put("publishOn, fused", to(Flux.range(0, 3).map(i -> i).publishOn(one).map(x -> call())));
    ways.put(
        "flatMap",
        to(
            Flux.range(0, 4)
                .flatMap(i -> Mono.fromCallable(this::call).subscribeOn(two))
                .concatMap(user -> Mono.just(user).publishOn(one).map(any -> call()))));
    ways.put("delay", to(Mono.delay(Duration.ofMillis(1)).map(any -> call())));
    ways.put(
        "delayElements", to(Flux.range(0, 2).delayElements(Duration.ofMillis(1)).map(x -> call())));
    ways.put(
        "timeout",
        to(
            Mono.<String>never()
                .timeout(Duration.ofMillis(1))
                .onErrorResume(late -> Mono.fromCallable(this::call))));
    ways.put("retry", answer -> to(failingOnce().retry(2)).start(answer));
    ways.put(
        "repeatWhen",
        to(
            Mono.fromCallable(this::call)
                .subscribeOn(one)
                .repeatWhen(times -> times.take(2))
                .map(any -> call())));
    ways.put("interval", to(Flux.interval(Duration.ofMillis(1)).take(2).map(any -> call())));
    ways.put(
        "parallel", to(Flux.range(0, 4).parallel(2).runOn(two).map(any -> call()).sequential()));
    ways.put(
        "fed by another",
        answer -> fedByTheNext(Flux.<String>create(this::keep).map(any -> call()).take(1), answer));
    ways.put(
        "fed by another, inner",
        answer ->
            fedByTheNext(Flux.<String>create(this::keep).take(1).flatMap(any -> shared), answer));
    ways.put(
        "first and then",
        answer ->
            Mono.fromCallable(this::call)
                .subscribeOn(one)
                .doFinally(any -> answer.complete(call()))
                .toFuture());
    ways.replaceAll((name, way) -> waitedFor(way));
    return ways;
  }

  private Mono<String> failingOnce() {
    AtomicInteger attempts = new AtomicInteger();
    return Mono.fromCallable(this::call)
        .delayElement(Duration.ofMillis(1), two)
        .map(
            user -> {
              if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
              }
              return call();
            });
  }

  /** Answers what all the values and one last call on the subscriber's thread have in common. */
  private Way to(Flux<String> values) {
    return answer -> {
      Queue<String> users = new ConcurrentLinkedQueue<>();
      waitFor(values.doOnNext(users::add).doOnComplete(() -> finish(users, answer)), answer);
    };
  }

  private Way to(Mono<String> value) {
    return to(value.flux());
  }

  /** An application's own {@code subscribe} would carry nothing. */
  private static void waitFor(Flux<?> values, CompletableFuture<String> answer) {
    values
        .then()
        .toFuture()
        .whenComplete(
            (none, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              }
            });
  }

  private void finish(Queue<String> users, CompletableFuture<String> answer) {
    users.add(call());
    String first = users.peek();
    answer.complete(users.stream().allMatch(first::equals) ? first : users.toString());
  }

  private final Queue<FluxSink<String>> sinks = new LinkedBlockingQueue<>();

  private void keep(FluxSink<String> sink) {
    sinks.add(sink);
  }

  /** Each feeds whose turn it is; the last ones are fed by nobody. */
  private void fedByTheNext(Flux<String> values, CompletableFuture<String> answer)
      throws Exception {
    FluxSink<String> ofAnother = sinks.poll();
    to(values).start(answer);
    if (ofAnother != null) {
      ofAnother.next("fed");
    }
    pool.execute(
        () -> {
          for (FluxSink<String> left = sinks.poll(); left != null; left = sinks.poll()) {
            left.next("fed");
          }
        });
  }

  @Test
  void whoeverFeedsAChainItWorksForItsSubscriber() throws Exception {
    for (String user : new String[] {"alice", "nobody"}) {
      AtomicReference<MonoSink<String>> sink = new AtomicReference<>();
      CompletableFuture<String> answer =
          startDuring(user, any -> to(Mono.<String>create(sink::set).map(x -> call())).start(any));

      String afterwards = asBob(() -> sink.get().success("fed"));

      assertThat(answer(answer)).isEqualTo(user);
      assertThat(afterwards).isEqualTo("bob");
    }
  }

  @Test
  void whoeverCompletesAFutureItsChainWorksForItsSubscriber() throws Exception {
    for (String user : new String[] {"alice", "nobody"}) {
      CompletableFuture<String> future = new CompletableFuture<>();
      CompletableFuture<String> answer =
          startDuring(user, any -> to(Mono.fromFuture(future).map(x -> call())).start(any));

      String afterwards = asBob(() -> future.complete("done"));

      assertThat(answer(answer)).isEqualTo(user);
      assertThat(afterwards).isEqualTo("bob");
    }
  }

  @Test
  void aQueueThatBobsThreadDrainsWorksForThoseWhoFilledIt() throws Exception {
    Queue<Runnable> handedIn = new LinkedBlockingQueue<>();
    Scheduler drained = Schedulers.fromExecutor(handedIn::add);
    List<String> users = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : new String[] {"alice", "nobody", "carol", "nobody"}) {
      users.add(user);
      answers.add(startDuring(user, to(Mono.fromCallable(this::call).subscribeOn(drained))));
    }

    String afterwards =
        asBob(
            () -> {
              for (Runnable task = handedIn.poll(); task != null; task = handedIn.poll()) {
                task.run();
              }
            });

    for (int i = 0; i < users.size(); i++) {
      assertThat(answer(answers.get(i))).isEqualTo(users.get(i));
    }
    assertThat(afterwards).isEqualTo("bob");
  }

  @Test
  void whoeverAsksForMoreAChainWorksForItsSubscriber() throws Exception {
    assertWorksForItsSubscriber(Flux.generate(sink -> sink.next(call())));
    assertWorksForItsSubscriber(Flux.just(1).map(any -> call()));
    assertWorksForItsSubscriber(Flux.range(0, 9).map(any -> call()).filter(any -> true));
  }

  private void assertWorksForItsSubscriber(Flux<String> calling) throws Exception {
    for (String user : new String[] {"alice", "nobody"}) {
      Queue<String> users = new ConcurrentLinkedQueue<>();

      String afterwards =
          as(
              user,
              () -> {
                BaseSubscriber<String> subscriber = calling(users, Contexts.ofAChain());
                calling.subscribe(subscriber);
                return asBob(() -> subscriber.request(2));
              });

      assertThat(users).hasSizeGreaterThanOrEqualTo(2).containsOnly(user);
      assertThat(afterwards).isEqualTo("bob");
    }
  }

  /** Asks for nothing, and belongs to a chain as another library's operator would. */
  private BaseSubscriber<String> calling(Queue<String> users, Context ofChain) {
    return new BaseSubscriber<String>() {
      @Override
      public Context currentContext() {
        return ofChain;
      }

      @Override
      protected void hookOnSubscribe(Subscription subscription) {}

      @Override
      protected void hookOnNext(String value) {
        users.add(value);
        users.add(call());
      }
    };
  }

  @Test
  void aCachedValueIsUsedByEachForHimself() throws Exception {
    AtomicReference<MonoSink<String>> sink = new AtomicReference<>();
    Mono<String> cached = Mono.<String>create(sink::set).cache();
    Mono<String> calling = cached.map(any -> call());
    List<String> users = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : new String[] {"alice", "nobody", "carol"}) {
      users.add(user);
      answers.add(startDuring(user, to(calling)));
    }

    asBob(() -> sink.get().success("cached"));

    for (int i = 0; i < users.size(); i++) {
      assertThat(answer(answers.get(i))).isEqualTo(users.get(i));
    }
  }

  @Test
  void whatIsSharedIsDoneForNobodyAndUsedByEachForHimself() throws Exception {
    AtomicReference<FluxSink<String>> sink = new AtomicReference<>();
    Queue<String> upstream = new ConcurrentLinkedQueue<>();
    Flux<String> shared =
        Flux.<String>create(sink::set).doOnNext(any -> upstream.add(call())).share();
    Flux<String> calling = shared.map(any -> call()).take(1);
    List<String> users = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : new String[] {"alice", "nobody", "carol"}) {
      users.add(user);
      answers.add(startDuring(user, to(calling)));
    }

    asBob(() -> sink.get().next("shared"));

    for (int i = 0; i < users.size(); i++) {
      assertThat(answer(answers.get(i))).isEqualTo(users.get(i));
    }
    assertThat(upstream).containsExactly("nobody");
  }

  @Test
  void whoWaitsForAChainHasItWorkForHim() throws Exception {
    Map<String, Function<Flux<String>, Object>> waiting = new LinkedHashMap<>();
    waiting.put("block", values -> values.next().block());
    waiting.put("block for a time", values -> values.next().block(Duration.ofSeconds(9)));
    waiting.put("blockFirst", Flux::blockFirst);
    waiting.put("blockLast", Flux::blockLast);
    waiting.put("toIterable", values -> values.toIterable().iterator().next());
    waiting.put("toStream", values -> values.toStream().findFirst().get());
    waiting.put("toFuture", values -> values.next().toFuture().join());
    Flux<String> calling = Flux.range(0, 2).publishOn(two).map(any -> call());
    for (Map.Entry<String, Function<Flux<String>, Object>> way : waiting.entrySet()) {
      for (String user : new String[] {"alice", "nobody"}) {
        Object called = as(user, () -> way.getValue().apply(calling));

        assertThat(called).as(way.getKey()).isEqualTo(user);
      }
    }
  }

  /** Who hands a task to a scheduler need not own it: it is handed over like to any executor. */
  @Test
  void aTaskThatTheApplicationHandsToASchedulerWorksForNobody() throws Exception {
    for (Scheduler scheduler : new Scheduler[] {one, two, inPool, onExecutor}) {
      Scheduler.Worker worker = scheduler.createWorker();
      List<Consumer<Runnable>> hands = new ArrayList<>();
      hands.add(scheduler::schedule);
      hands.add(worker::schedule);
      if (scheduler == one || scheduler == two) { // the others cannot tell the time
        hands.add(task -> scheduler.schedule(task, 1, TimeUnit.MILLISECONDS));
        hands.add(task -> worker.schedule(task, 1, TimeUnit.MILLISECONDS));
      }
      for (Consumer<Runnable> hand : hands) {
        assertThat(answerAs("alice", answer -> hand.accept(() -> answer.complete(call()))))
            .isEqualTo("nobody");
      }
      worker.dispose();
    }
  }

  @Test
  void anApplicationsOwnSubscribeCarriesNothing() throws Exception {
    Map<String, Way> subscribing = new LinkedHashMap<>();
    subscribing.put("at once", answer -> tell(Mono.just(1), answer).subscribe());
    subscribing.put("deferred", answer -> Mono.defer(() -> tell(Mono.just(1), answer)).subscribe());
    subscribing.put("elsewhere", answer -> tell(Mono.just(1).publishOn(two), answer).subscribe());
    subscribing.put("later", answer -> tell(Mono.delay(Duration.ofMillis(1)), answer).subscribe());
    subscribing.put(
        "in the consumer", answer -> Mono.just(1).subscribe(any -> answer.complete(call())));
    subscribing.put(
        "by a subscriber",
        answer -> tell(Mono.just(1), answer).subscribe(new BaseSubscriber<Integer>() {}));
    subscribing.put(
        "in a chain that it waits for",
        answer ->
            Mono.just(1)
                .publishOn(one)
                .doOnNext(any -> tell(Mono.just(1), answer).subscribe())
                .block());
    for (Map.Entry<String, Way> way : subscribing.entrySet()) {
      CompletableFuture<String> called = startDuring("alice", way.getValue());

      assertThat(answer(called)).as(way.getKey()).isEqualTo("nobody");
    }
  }

  @SuppressWarnings("unchecked")
  private Mono<Integer> tell(Mono<?> chain, CompletableFuture<String> answer) {
    return ((Mono<Object>) chain).doOnNext(any -> answer.complete(call())).map(any -> 1);
  }

  @Test
  void aChainThatTakesFromAQueueWorksForOthersFromThenOn() throws Exception {
    BlockingQueue<String> jobs = new LinkedBlockingQueue<>(Collections.nCopies(9, "bob's"));
    Map<String, Mono<String>> workers = new LinkedHashMap<>();
    workers.put("map", Mono.fromCallable(() -> jobs.take()).map(job -> call()));
    workers.put(
        "flatMap",
        Mono.fromCallable(() -> jobs.take()).flatMap(job -> Mono.just(1).map(x -> call())));
    workers.put(
        "another thread",
        Mono.fromCallable(() -> 1).map(any -> jobs.remove()).publishOn(two).map(job -> call()));
    workers.put(
        "later",
        Mono.fromCallable(() -> jobs.take()).delayElement(Duration.ofMillis(1)).map(job -> call()));
    if (System.getProperty("library.version").startsWith("3.1.")) {
      workers.keySet().retainAll(Collections.singleton("another thread")); // see decision 025
    }
    for (Map.Entry<String, Mono<String>> worker : workers.entrySet()) {
      Mono<String> elsewhere = worker.getValue().subscribeOn(one);

      String called = as("alice", () -> elsewhere.block());

      assertThat(called).as(worker.getKey()).isEqualTo("nobody");
    }
  }

  @Test
  void whoSubscribesOnHisOwnStillCallsForHisRequest() throws Exception {
    String afterwards =
        as(
            "alice",
            () -> {
              Mono.just(1).map(any -> call()).subscribe();
              return call();
            });

    assertThat(afterwards).isEqualTo("alice");
  }

  @Test
  void theContextOfTheApplicationTellsNothing() throws Exception {
    String seen =
        as(
            "alice",
            () -> {
              AtomicReference<String> context = new AtomicReference<>("");
              Mono.just(1)
                  .subscribe(
                      new BaseSubscriber<Integer>() {
                        @Override
                        protected void hookOnSubscribe(Subscription subscription) {
                          context.set(currentContext() + " " + subscription);
                          cancel();
                        }
                      });
              Consumer<Object> look = any -> context.set(context.get() + any);
              Mono.just(1).map(any -> any).subscribe(look);
              return context.get();
            });

    assertThat(seen).doesNotContain("eyJ");
  }

  /** Does this in a request of bob's, and answers whose token a call of that request had then. */
  private String asBob(Runnable work) throws Exception {
    return as(
        "bob",
        () -> {
          work.run();
          return call();
        });
  }
}
