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
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
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
    ways.put("launch", answer -> launch(EMPTY, Steps.of(calls(answer))));
    ways.put("launch on one thread", answer -> launch(onOneThread, Steps.of(calls(answer))));
    ways.put("launch unconfined", answer -> launch(unconfined(), Steps.of(calls(answer))));
    ways.put(
        "delay", answer -> launch(EMPTY, Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "delay on one thread",
        answer -> launch(onOneThread, Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "delay unconfined",
        answer -> launch(unconfined(), Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "yield on one thread",
        answer ->
            launch(onOneThread, Steps.of((scope, self) -> YieldKt.yield(self), calls(answer))));
    ways.put("woken by another", answer -> wokenByTheNext(EMPTY, answer));
    ways.put("woken by another, unconfined", answer -> wokenByTheNext(unconfined(), answer));
    ways.put("woken by another, on its thread", answer -> wokenByTheNext(direct, answer));
    ways.put(
        "another dispatcher and back",
        answer ->
            launch(
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
            launch(
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
            BuildersKt.launch(
                GlobalScope.INSTANCE,
                EMPTY,
                CoroutineStart.UNDISPATCHED,
                Steps.of((scope, self) -> delay(self), calls(answer))));
    ways.put(
        "run blocking",
        answer ->
            BuildersKt.runBlocking(EMPTY, Steps.of((scope, self) -> delay(self), calls(answer))));
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
    launch(context, Steps.of((scope, self) -> mine.await(self), calls(answer)));
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
  void aScopeThatOutlivesItsRequestLendsItsUsersTokenToNobody() throws Exception {
    CompletableFuture<CoroutineScope> scope = new CompletableFuture<>();
    CompletableDeferred<Unit> never = CompletableDeferredKt.CompletableDeferred(null);
    as(
        "alice",
        () -> {
          launch(
              EMPTY,
              Steps.of(
                  (made, self) -> {
                    scope.complete(made);
                    return never.await(self);
                  }));
          return null;
        });
    for (String user : new String[] {"nobody", "bob"}) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      as(
          user,
          () ->
              BuildersKt.launch(
                  scope.get(), EMPTY, CoroutineStart.DEFAULT, Steps.of(calls(answer))));
      assertThat(answer(answer)).isEqualTo(user);
    }
    never.complete(Unit.INSTANCE);
  }
}
