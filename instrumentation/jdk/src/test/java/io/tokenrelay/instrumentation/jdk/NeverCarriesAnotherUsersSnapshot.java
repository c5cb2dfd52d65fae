package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Eight threads serve fifty users, one in ten calls without a token, over shared pools. */
class NeverCarriesAnotherUsersSnapshot {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int CALLS = 2_500;

  private final ExecutorService fixed = Executors.newFixedThreadPool(3);
  private final ExecutorService full =
      new ThreadPoolExecutor(
          2, 2, 1, SECONDS, new ArrayBlockingQueue<>(2), new ThreadPoolExecutor.CallerRunsPolicy());
  private final ForkJoinPool forkJoin = new ForkJoinPool(2);
  private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(2);
  private final AtomicReference<CompletableFuture<String>> shared =
      new AtomicReference<>(new CompletableFuture<>());
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicInteger checked = new AtomicInteger();

  @Test
  void neverCarriesAnotherUsersSnapshot() throws Exception {
    long seed = new Random().nextLong();
    List<Thread> servers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed + i);
      Thread server = new Thread(() -> serve(random));
      servers.add(server);
      server.start();
    }
    for (Thread server : servers) {
      server.join(SECONDS.toMillis(120));
    }
    shared.get().complete("end");
    for (ExecutorService pool : new ExecutorService[] {fixed, full, forkJoin, scheduled}) {
      pool.shutdown();
      assertThat(pool.awaitTermination(30, SECONDS)).isTrue();
    }
    System.out.println("# " + checked + " pieces of work checked, " + wrong + " wrong");
    assertThat(wrong.get()).as("seed %d", seed).isZero();
    assertThat(checked.get()).isGreaterThan(THREADS * CALLS);
  }

  private void serve(Random random) {
    for (int call = 0; call < CALLS; call++) {
      String user = random.nextInt(10) == 0 ? As.NOBODY : "user" + random.nextInt(USERS);
      try {
        As.user(
            user,
            () -> {
              work(user, random);
              check(user);
              return null;
            });
        check(As.NOBODY);
      } catch (Exception failure) {
        wrong.incrementAndGet();
        failure.printStackTrace(System.out);
      }
    }
  }

  private void check(String user) {
    checked.incrementAndGet();
    if (!As.whom().equals(user)) {
      wrong.incrementAndGet();
    }
  }

  /** For what may be anybody's: it may carry nothing. */
  private void checkNoOther(String user) {
    checked.incrementAndGet();
    if (!As.whom().equals(user) && !As.whom().equals(As.NOBODY)) {
      wrong.incrementAndGet();
    }
  }

  private void work(String user, Random random) throws Exception {
    Runnable checking = () -> check(user);
    Runnable handedOver = () -> checkNoOther(user);
    Callable<String> callable =
        () -> {
          check(user);
          return user;
        };
    switch (random.nextInt(11)) {
      case 0:
        fixed.execute(handedOver);
        break;
      case 1:
        assertThat(fixed.submit(callable).get()).isEqualTo(user);
        break;
      case 2:
        full.execute(handedOver);
        break;
      case 3:
        full.submit(checking);
        break;
      case 4:
        scheduled.schedule(handedOver, random.nextInt(100), TimeUnit.MICROSECONDS);
        break;
      case 5:
        forkJoin.submit(callable).get();
        break;
      case 6:
        CompletableFuture.supplyAsync(() -> user, full)
            .thenAccept(x -> check(user))
            .thenRunAsync(checking, fixed)
            .thenRun(checking);
        break;
      case 7:
        CompletableFuture.runAsync(checking).thenRunAsync(checking, forkJoin).get();
        break;
      case 8:
        shared.get().thenRun(checking).thenRunAsync(checking, full);
        break;
      case 9:
        CompletableFuture<String> waiting = shared.getAndSet(new CompletableFuture<>());
        waiting.complete(user);
        break;
      default:
        List<Callable<String>> tasks = new ArrayList<>();
        tasks.add(callable);
        tasks.add(() -> fixed.submit(callable).get());
        for (Future<String> each : forkJoin.invokeAll(tasks)) {
          assertThat(each.get()).isEqualTo(user);
        }
    }
  }
}
