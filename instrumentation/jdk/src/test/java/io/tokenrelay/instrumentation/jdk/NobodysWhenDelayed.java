package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A stage that is put off is scheduled, and so nobody's. */
class NobodysWhenDelayed {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  @AfterAll
  static void shutDown() {
    POOL.shutdownNow();
  }

  /** Each stage that may have an executor, as seen from its function. */
  private static Map<String, Function<Executor, CompletableFuture<String>>> stages() {
    Map<String, Function<Executor, CompletableFuture<String>>> stages = new LinkedHashMap<>();
    CompletableFuture<String> done = CompletableFuture.completedFuture("done");
    CompletableFuture<String> open = new CompletableFuture<>();
    stages.put("supplyAsync", e -> CompletableFuture.supplyAsync(As::whom, e));
    stages.put("runAsync", e -> told(t -> CompletableFuture.runAsync(() -> tell(t), e)));
    stages.put("thenApply", e -> done.thenApplyAsync(x -> As.whom(), e));
    stages.put("thenAccept", e -> told(t -> done.thenAcceptAsync(x -> tell(t), e)));
    stages.put("thenRun", e -> told(t -> done.thenRunAsync(() -> tell(t), e)));
    stages.put("handle", e -> done.handleAsync((x, y) -> As.whom(), e));
    stages.put("whenComplete", e -> told(t -> done.whenCompleteAsync((x, y) -> tell(t), e)));
    stages.put(
        "thenCompose",
        e -> done.thenComposeAsync(x -> CompletableFuture.completedFuture(As.whom()), e));
    stages.put("thenCombine", e -> done.thenCombineAsync(done, (x, y) -> As.whom(), e));
    stages.put(
        "thenAcceptBoth", e -> told(t -> done.thenAcceptBothAsync(done, (x, y) -> tell(t), e)));
    stages.put("runAfterBoth", e -> told(t -> done.runAfterBothAsync(done, () -> tell(t), e)));
    stages.put("applyToEither", e -> open.applyToEitherAsync(done, x -> As.whom(), e));
    stages.put("acceptEither", e -> told(t -> open.acceptEitherAsync(done, x -> tell(t), e)));
    stages.put("runAfterEither", e -> told(t -> open.runAfterEitherAsync(done, () -> tell(t), e)));
    stages.put("exceptionally", e -> failed("exceptionallyAsync", (Throwable x) -> As.whom(), e));
    stages.put(
        "exceptionallyCompose",
        e ->
            failed(
                "exceptionallyComposeAsync",
                (Throwable x) -> CompletableFuture.completedFuture(As.whom()),
                e));
    return stages;
  }

  private interface Telling {
    void to(CompletableFuture<String> told);
  }

  private static CompletableFuture<String> told(Telling telling) {
    CompletableFuture<String> told = new CompletableFuture<>();
    telling.to(told);
    return told;
  }

  private static void tell(CompletableFuture<String> told) {
    told.complete(As.whom());
  }

  /** A stage of Java 12, of a future that has failed. */
  @SuppressWarnings("unchecked")
  private static CompletableFuture<String> failed(
      String method, Function<Throwable, ?> function, Executor executor) {
    CompletableFuture<String> failed = new CompletableFuture<>();
    failed.completeExceptionally(new IllegalStateException("on purpose"));
    try {
      return (CompletableFuture<String>)
          CompletableFuture.class
              .getMethod(method, Function.class, Executor.class)
              .invoke(failed, function, executor);
    } catch (NoSuchMethodException olderJdk) {
      return CompletableFuture.completedFuture(As.whom());
    } catch (ReflectiveOperationException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Executor delayed(Executor executor) throws Exception {
    assumeTrue(
        !System.getProperty("java.version").startsWith("1."), "delayedExecutor is of Java 9");
    return (Executor)
        CompletableFuture.class
            .getMethod("delayedExecutor", long.class, TimeUnit.class, Executor.class)
            .invoke(null, 1L, MILLISECONDS, executor);
  }

  private static boolean isMissing(String stage) {
    String java = System.getProperty("java.version");
    return stage.startsWith("exceptionally") && (java.startsWith("11") || java.startsWith("1."));
  }

  @Test
  void aStageThatIsPutOffIsNobodys() throws Exception {
    Executor delayed = delayed(POOL);
    Executor inline = delayed(Runnable::run);
    for (Map.Entry<String, Function<Executor, CompletableFuture<String>>> stage :
        stages().entrySet()) {
      if (isMissing(stage.getKey())) {
        continue;
      }
      for (Executor executor : new Executor[] {delayed, inline}) {
        CompletableFuture<String> seen = As.user("ann", () -> stage.getValue().apply(executor));
        assertThat(seen.get(60, SECONDS)).as(stage.getKey()).isEqualTo(As.NOBODY);
      }
      CompletableFuture<String> atOnce = As.user("ann", () -> stage.getValue().apply(POOL));
      assertThat(atOnce.get(60, SECONDS)).as(stage.getKey()).isEqualTo("ann");
    }
    assertThat(WeavingAgent.LOST).contains("SCHEDULED " + NobodysWhenDelayed.class.getName());
  }

  /** As applications of Java 8 put a stage off. */
  @Test
  void aStageThatASchedulerPutsOffIsNobodys() throws Exception {
    for (ScheduledExecutorService pool : schedulers()) {
      Executor later = task -> pool.schedule(task, 1, MILLISECONDS);
      for (Map.Entry<String, Function<Executor, CompletableFuture<String>>> stage :
          stages().entrySet()) {
        if (isMissing(stage.getKey())) {
          continue;
        }
        CompletableFuture<String> put = As.user("ann", () -> stage.getValue().apply(later));
        assertThat(put.get(60, SECONDS)).as(stage.getKey()).isEqualTo(As.NOBODY);
        CompletableFuture<String> atOnce = As.user("ann", () -> stage.getValue().apply(pool));
        assertThat(atOnce.get(60, SECONDS)).as(stage.getKey()).isEqualTo("ann");
      }
      pool.shutdownNow();
    }
  }

  /** A pool of threads, and from Java 25 on one that forks and joins. */
  private static List<ScheduledExecutorService> schedulers() {
    List<ScheduledExecutorService> schedulers = new ArrayList<>();
    schedulers.add(Executors.newScheduledThreadPool(2));
    Object forking = new ForkJoinPool(2);
    if (forking instanceof ScheduledExecutorService) {
      schedulers.add((ScheduledExecutorService) forking);
    }
    return schedulers;
  }

  @Test
  void aStageIsPutOffWhenAnotherUserCompletesWhatItWaitsFor() throws Exception {
    Executor delayed = delayed(POOL);
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> put =
        As.user("ann", () -> source.thenApplyAsync(x -> As.whom(), delayed));
    CompletableFuture<String> kept = As.user("ann", () -> source.thenApply(x -> As.whom()));
    String after =
        As.user(
            "bob",
            () -> {
              source.complete("done");
              return As.whom();
            });
    assertThat(put.get(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(kept.get(60, SECONDS)).isEqualTo("ann");
    assertThat(after).isEqualTo("bob");
  }

  @Test
  void aRefresherThatPutsItselfOffIsNobodys() throws Exception {
    List<String> seen = new ArrayList<>();
    Executor delayed = delayed(POOL);
    assertThat(As.user("ann", () -> refresh(seen, delayed, 5)).get(60, SECONDS)).isEqualTo("done");
    assertThat(seen).hasSize(6).containsOnly(As.NOBODY);
  }

  private static CompletableFuture<String> refresh(List<String> seen, Executor delayed, int more) {
    return CompletableFuture.supplyAsync(As::whom, delayed)
        .thenCompose(
            whom -> {
              seen.add(whom);
              return more == 0
                  ? CompletableFuture.completedFuture("done")
                  : refresh(seen, delayed, more - 1);
            });
  }

  /** A retry after a while: the request waits for it. */
  @Test
  void whatFollowsUponAPauseIsItsCreators() throws Exception {
    Executor delayed = delayed(POOL);
    for (String user : new String[] {"ann", As.NOBODY}) {
      CompletableFuture<String> retried =
          As.user(
              user,
              () ->
                  CompletableFuture.supplyAsync(() -> "later", delayed).thenApply(x -> As.whom()));
      assertThat(retried.get(60, SECONDS)).isEqualTo(user);
    }
  }

  @Test
  void whatHoldsTheResponseIsItsRequestsWhenItIsPutOff() throws Exception {
    Executor delayed = delayed(POOL);
    CompletableFuture<String> response = new CompletableFuture<>();
    As.user(
        "ann",
        response,
        () -> CompletableFuture.supplyAsync(() -> response.complete(As.whom()), delayed));
    assertThat(response.get(60, SECONDS)).isEqualTo("ann");
  }

  @Test
  void aTaskThatIsPutOffIsNobodys() throws Exception {
    Executor delayed = delayed(POOL);
    CompletableFuture<String> seen = new CompletableFuture<>();
    As.user(
        "ann",
        () -> {
          delayed.execute(() -> tell(seen));
          return null;
        });
    assertThat(seen.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }
}
