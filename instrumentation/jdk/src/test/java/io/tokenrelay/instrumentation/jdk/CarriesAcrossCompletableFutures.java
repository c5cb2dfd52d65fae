package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A stage carries the snapshot of the thread that added it, whoever completes it. */
class CarriesAcrossCompletableFutures {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  @AfterAll
  static void shutDown() {
    POOL.shutdownNow();
  }

  /** Each stage with a function of the application, as seen from that function. */
  private static Map<String, Function<CompletableFuture<String>, CompletableFuture<String>>>
      stages() {
    Map<String, Function<CompletableFuture<String>, CompletableFuture<String>>> stages =
        new LinkedHashMap<>();
    CompletableFuture<String> open = new CompletableFuture<>();
    stages.put("thenApply", f -> f.thenApply(x -> As.whom()));
    stages.put("thenApplyAsync", f -> f.thenApplyAsync(x -> As.whom()));
    stages.put("thenApplyAsync on a pool", f -> f.thenApplyAsync(x -> As.whom(), POOL));
    stages.put("thenApplyAsync inline", f -> f.thenApplyAsync(x -> As.whom(), Runnable::run));
    stages.put("thenAccept", f -> told(told -> f.thenAccept(x -> told.complete(As.whom()))));
    stages.put("thenRun", f -> told(told -> f.thenRun(() -> told.complete(As.whom()))));
    stages.put(
        "thenRunAsync", f -> told(told -> f.thenRunAsync(() -> told.complete(As.whom()), POOL)));
    stages.put("handle", f -> f.handle((x, e) -> As.whom()));
    stages.put("handleAsync", f -> f.handleAsync((x, e) -> As.whom(), POOL));
    stages.put(
        "whenComplete", f -> told(told -> f.whenComplete((x, e) -> told.complete(As.whom()))));
    stages.put(
        "thenCompose", f -> f.thenCompose(x -> CompletableFuture.completedFuture(As.whom())));
    stages.put(
        "thenComposeAsync",
        f -> f.thenComposeAsync(x -> CompletableFuture.supplyAsync(As::whom, POOL), POOL));
    stages.put(
        "exceptionally", f -> f.<String>thenApply(x -> fail()).exceptionally(e -> As.whom()));
    stages.put("thenCombine", f -> f.thenCombine(f, (x, y) -> As.whom()));
    stages.put("thenCombineAsync", f -> f.thenCombineAsync(f, (x, y) -> As.whom(), POOL));
    stages.put(
        "thenAcceptBoth",
        f -> told(told -> f.thenAcceptBoth(f, (x, y) -> told.complete(As.whom()))));
    stages.put(
        "runAfterBoth", f -> told(told -> f.runAfterBoth(f, () -> told.complete(As.whom()))));
    stages.put("applyToEither", f -> f.applyToEither(open, x -> As.whom()));
    stages.put(
        "acceptEither", f -> told(told -> f.acceptEither(open, x -> told.complete(As.whom()))));
    stages.put(
        "runAfterEither",
        f -> told(told -> f.runAfterEither(open, () -> told.complete(As.whom()))));
    stages.put("allOf", f -> CompletableFuture.allOf(f, f).thenApply(x -> As.whom()));
    stages.put("anyOf", f -> CompletableFuture.anyOf(f, open).thenApply(x -> As.whom()));
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

  private static String fail() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void aStageCarriesWhoAddedItWhoeverCompletesIt() throws Exception {
    for (Map.Entry<String, Function<CompletableFuture<String>, CompletableFuture<String>>> stage :
        stages().entrySet()) {
      for (String adder : new String[] {"ann", As.NOBODY}) {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> result = As.user(adder, () -> stage.getValue().apply(source));
        String after =
            As.user(
                "bob",
                () -> {
                  source.complete("done");
                  return As.whom();
                });
        assertThat(result.get(60, SECONDS))
            .as("%s added by %s, completed by bob", stage.getKey(), adder)
            .isEqualTo(adder);
        assertThat(after).isEqualTo("bob");
      }
    }
  }

  @Test
  void aStageOfACompletedFutureCarriesWhoAddedIt() throws Exception {
    CompletableFuture<String> done = As.user("bob", () -> CompletableFuture.supplyAsync(As::whom));
    assertThat(done.get()).isEqualTo("bob");
    for (Map.Entry<String, Function<CompletableFuture<String>, CompletableFuture<String>>> stage :
        stages().entrySet()) {
      for (String adder : new String[] {"ann", As.NOBODY}) {
        CompletableFuture<String> result = As.user(adder, () -> stage.getValue().apply(done));
        assertThat(result.get(60, SECONDS))
            .as("%s added by %s", stage.getKey(), adder)
            .isEqualTo(adder);
      }
    }
  }

  @Test
  void twoUsersStagesOnOneFutureKeepApart() throws Exception {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> ann = As.user("ann", () -> source.thenApply(x -> As.whom()));
    CompletableFuture<String> none = source.thenApply(x -> As.whom());
    CompletableFuture<String> bob = As.user("bob", () -> source.thenApply(x -> As.whom()));
    CompletableFuture<String> late = none.thenApply(x -> x + "," + As.whom());
    As.user("carl", () -> source.complete("done"));
    assertThat(ann.get()).isEqualTo("ann");
    assertThat(bob.get()).isEqualTo("bob");
    assertThat(none.get()).isEqualTo(As.NOBODY);
    assertThat(late.get()).isEqualTo("nobody,nobody");
  }

  @Test
  void supplyAsyncAndRunAsyncCarry() throws Exception {
    for (Executor executor : new Executor[] {POOL, Runnable::run, null}) {
      for (String user : new String[] {"ann", As.NOBODY, "bob"}) {
        CompletableFuture<String> supplied =
            As.user(
                user,
                () ->
                    executor == null
                        ? CompletableFuture.supplyAsync(As::whom)
                        : CompletableFuture.supplyAsync(As::whom, executor));
        assertThat(supplied.get(60, SECONDS)).isEqualTo(user);
        CompletableFuture<String> ran =
            As.user(
                user,
                () ->
                    told(
                        told ->
                            CompletableFuture.runAsync(
                                () -> told.complete(As.whom()),
                                executor == null ? POOL : executor)));
        assertThat(ran.get(60, SECONDS)).isEqualTo(user);
      }
    }
  }

  /** An executor of the application, drained by whoever comes along. */
  @Test
  void workOfNobodyDrainedByAUserStaysNobodys() throws Exception {
    Queue<Runnable> queue = new ArrayDeque<>();
    CompletableFuture<String> none = CompletableFuture.supplyAsync(As::whom, queue::add);
    CompletableFuture<String> ann =
        As.user("ann", () -> CompletableFuture.supplyAsync(As::whom, queue::add));
    CompletableFuture<String> source = CompletableFuture.completedFuture("done");
    CompletableFuture<String> stage = source.thenApplyAsync(x -> As.whom(), queue::add);
    CompletableFuture<Void> failing =
        CompletableFuture.runAsync(CarriesAcrossCompletableFutures::fail, queue::add);
    String after =
        As.user(
            "bob",
            () -> {
              for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
              }
              return As.whom();
            });
    assertThat(none.get()).isEqualTo(As.NOBODY);
    assertThat(stage.get()).isEqualTo(As.NOBODY);
    assertThat(ann.get()).isEqualTo("ann");
    assertThat(failing).isCompletedExceptionally();
    assertThat(after).isEqualTo("bob");
  }

  @Test
  void aTimeoutCompletesEachStageWithItsOwn() throws Exception {
    assumeTrue(!System.getProperty("java.version").startsWith("1."), "orTimeout is of JDK 9");
    CompletableFuture<String> source = new CompletableFuture<>();
    As.user(
        "bob",
        () ->
            CompletableFuture.class
                .getMethod("orTimeout", long.class, java.util.concurrent.TimeUnit.class)
                .invoke(source, 1L, MILLISECONDS));
    CompletableFuture<String> ann = As.user("ann", () -> source.handle((x, e) -> As.whom()));
    CompletableFuture<String> none = source.handle((x, e) -> As.whom());
    assertThat(ann.get(60, SECONDS)).isEqualTo("ann");
    assertThat(none.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }
}
