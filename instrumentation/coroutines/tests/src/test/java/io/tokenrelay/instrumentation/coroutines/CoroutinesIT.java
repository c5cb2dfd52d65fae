package io.tokenrelay.instrumentation.coroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.YieldKt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Compiled against the floor, whose names for things later versions still have. */
class CoroutinesIT extends CarriesAcrossThreads {
  private static final CoroutineContext EMPTY = EmptyCoroutineContext.INSTANCE;

  private final ExecutorService one = Executors.newSingleThreadExecutor();
  private final CoroutineDispatcher onOneThread = ExecutorsKt.from(one);

  /** Runs a step on the thread that hands it in. */
  private final CoroutineDispatcher direct = ExecutorsKt.from((Runnable task) -> task.run());

  private final Timer timer = new Timer(true);
  private final Queue<CompletableDeferred<Unit>> awaited = new LinkedBlockingQueue<>();

  @AfterAll
  void stopThreads() {
    one.shutdownNow();
    timer.cancel();
  }

  @Override
  protected Class<?> libraryClass() {
    return CoroutineScope.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("async", answer -> async(EMPTY, Steps.of(calls(answer))));
    ways.put("async on one thread", answer -> async(onOneThread, Steps.of(calls(answer))));
    ways.put("async unconfined", answer -> async(unconfined(), Steps.of(calls(answer))));
    ways.put(
        "delay", answer -> async(EMPTY, Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "delay on one thread",
        answer -> async(onOneThread, Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "delay unconfined",
        answer -> async(unconfined(), Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "yield on one thread",
        answer ->
            async(onOneThread, Steps.of((scope, self) -> YieldKt.yield(self), calls(answer))));
    ways.put("woken by another", answer -> wokenByTheNext(EMPTY, answer));
    ways.put("woken by another, unconfined", answer -> wokenByTheNext(unconfined(), answer));
    ways.put("woken by another, on its thread", answer -> wokenByTheNext(direct, answer));
    ways.put(
        "another dispatcher and back",
        answer ->
            async(
                onOneThread,
                Steps.of(
                    (scope, self) ->
                        BuildersKt.withContext(
                            (CoroutineContext) Dispatchers.getDefault(),
                            Steps.of((inner, selfToo) -> delay(selfToo)),
                            self),
                    calls(answer))));
    ways.put(
        "a child of a child",
        answer ->
            async(
                EMPTY,
                Steps.of(
                    (scope, self) -> delay(self),
                    (scope, self) ->
                        BuildersKt.launch(
                            scope,
                            onOneThread,
                            CoroutineStart.DEFAULT,
                            Steps.of((inner, selfToo) -> delay(selfToo), calls(answer))))));
    ways.put(
        "begun by its launcher",
        answer ->
            BuildersKt.async(
                GlobalScope.INSTANCE,
                EMPTY,
                CoroutineStart.UNDISPATCHED,
                Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "run blocking",
        answer ->
            BuildersKt.runBlocking(EMPTY, Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.replaceAll((name, way) -> waitedFor(way));
    return ways;
  }

  private Steps.Step calls(CompletableFuture<String> answer) {
    return (scope, self) -> {
      answer.complete(call());
      return Unit.INSTANCE;
    };
  }

  private static CoroutineContext unconfined() {
    return Dispatchers.getUnconfined();
  }

  private static Object delay(Continuation<Unit> self) {
    return DelayKt.delay(1, self);
  }

  private static void async(
      CoroutineContext context,
      Function2<CoroutineScope, Continuation<? super Unit>, Object> steps) {
    BuildersKt.async(GlobalScope.INSTANCE, context, CoroutineStart.DEFAULT, steps);
  }

  private static void launch(
      CoroutineContext context,
      Function2<CoroutineScope, Continuation<? super Unit>, Object> steps) {
    BuildersKt.launch(GlobalScope.INSTANCE, context, CoroutineStart.DEFAULT, steps);
  }

  /**
   * Suspends until the next piece of work comes, whoever's it is; the last, until a timer fires.
   */
  private void wokenByTheNext(CoroutineContext context, CompletableFuture<String> answer) {
    CompletableDeferred<Unit> mine = CompletableDeferredKt.CompletableDeferred(null);
    async(context, Steps.of((scope, self) -> mine.await(self), calls(answer)));
    CompletableDeferred<Unit> others = awaited.poll();
    if (others != null) {
      others.complete(Unit.INSTANCE);
    }
    awaited.add(mine);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            mine.complete(Unit.INSTANCE);
          }
        },
        20);
  }

  @Test
  void whatIsLaunchedMayServeOthersAndCarriesNothing() throws Exception {
    Map<String, Way> launching = new LinkedHashMap<>();
    launching.put("globally", answer -> launch(EMPTY, Steps.of(calls(answer))));
    launching.put("on one thread", answer -> launch(onOneThread, Steps.of(calls(answer))));
    launching.put("unconfined", answer -> launch(unconfined(), Steps.of(calls(answer))));
    launching.put(
        "at once",
        answer ->
            BuildersKt.launch(
                GlobalScope.INSTANCE, EMPTY, CoroutineStart.UNDISPATCHED, Steps.of(calls(answer))));
    launching.put(
        "in a coroutine of the request's",
        answer ->
            async(
                EMPTY,
                Steps.of(
                    (scope, self) -> {
                      launch(EMPTY, Steps.of(calls(answer)));
                      return Unit.INSTANCE;
                    })));
    for (Map.Entry<String, Way> way : launching.entrySet()) {
      assertThat(answer(startDuring("alice", way.getValue()))).as(way.getKey()).isEqualTo("nobody");
    }
  }

  @Test
  void aCoroutineThatTakesFromAQueueWorksForOthersFromThenOn() throws Exception {
    Queue<String> jobs = new LinkedBlockingQueue<>();
    jobs.add("bob's");

    CompletableFuture<String> called =
        startDuring(
            "alice",
            answer ->
                async(
                    EMPTY,
                    Steps.of(
                        (scope, self) -> {
                          jobs.remove();
                          return delay(self);
                        },
                        calls(answer))));

    assertThat(answer(called)).isEqualTo("nobody");
  }

  @Test
  void whoeverLaunchesStillCallsForHisRequest() throws Exception {
    String afterwards =
        as(
            "alice",
            () -> {
              CompletableFuture<String> called = new CompletableFuture<>();
              BuildersKt.launch(
                  GlobalScope.INSTANCE,
                  EMPTY,
                  CoroutineStart.UNDISPATCHED,
                  Steps.of(calls(called)));
              return answer(called) + " and " + call();
            });

    assertThat(afterwards).isEqualTo("nobody and alice");
  }

  @Test
  void aLazyCoroutineThatAnotherStartsCarriesNothing() throws Exception {
    for (String user : new String[] {"bob", "nobody"}) {
      CompletableFuture<String> called = new CompletableFuture<>();
      Deferred<Unit> lazy = as("alice", () -> lazy(called));

      as(user, lazy::start);

      assertThat(answer(called)).isEqualTo("nobody");
    }
  }

  @Test
  void aLazyCoroutineThatItsOwnRequestStartsIsItsWork() throws Exception {
    CompletableFuture<String> called = new CompletableFuture<>();

    as("alice", () -> lazy(called).start());

    assertThat(answer(called)).isEqualTo("alice");
  }

  private Deferred<Unit> lazy(CompletableFuture<String> answer) {
    return BuildersKt.async(
        GlobalScope.INSTANCE, EMPTY, CoroutineStart.LAZY, Steps.of(calls(answer)));
  }

  @Test
  void aContextThatWasKeptMakesNothingItsUsersWork() throws Exception {
    CompletableFuture<CoroutineContext> kept = new CompletableFuture<>();
    as(
        "alice",
        () -> {
          async(
              EMPTY,
              Steps.of(
                  (scope, self) -> {
                    kept.complete(scope.getCoroutineContext().minusKey(Job.Key));
                    return Unit.INSTANCE;
                  }));
          return null;
        });
    CoroutineContext ofAlice = kept.get();
    for (String user : new String[] {"bob", "nobody"}) {
      CompletableFuture<String> called = new CompletableFuture<>();
      CompletableFuture<String> calledInside = new CompletableFuture<>();
      as(
          user,
          () -> {
            async(ofAlice, Steps.of(calls(called)));
            async(
                EMPTY,
                Steps.of(
                    (scope, self) ->
                        BuildersKt.withContext(ofAlice, Steps.of(calls(calledInside)), self)));
            return null;
          });
      assertThat(answer(called)).isEqualTo(user);
      assertThat(answer(calledInside)).isEqualTo(user);
    }
  }

  @Test
  void aScopeThatOutlivesItsRequestLendsItsUsersTokenToNobody() throws Exception {
    CompletableFuture<CoroutineScope> scope = new CompletableFuture<>();
    CompletableDeferred<Unit> never = CompletableDeferredKt.CompletableDeferred(null);
    as(
        "alice",
        () -> {
          async(
              EMPTY,
              Steps.of(
                  (made, self) -> {
                    scope.complete(made);
                    return never.await(self);
                  }));
          return null;
        });
    for (String user : new String[] {"nobody", "bob"}) {
      CompletableFuture<String> launched = new CompletableFuture<>();
      CompletableFuture<String> awaited = new CompletableFuture<>();
      as(
          user,
          () -> {
            CoroutineScope outlived = scope.get();
            BuildersKt.launch(outlived, EMPTY, CoroutineStart.DEFAULT, Steps.of(calls(launched)));
            return BuildersKt.async(
                outlived, EMPTY, CoroutineStart.DEFAULT, Steps.of(calls(awaited)));
          });
      assertThat(answer(launched)).isEqualTo("nobody");
      assertThat(answer(awaited)).isEqualTo(user);
    }
    never.complete(Unit.INSTANCE);
  }
}
