package io.tokenrelay.instrumentation.jbossthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jboss.as.ejb3.component.interceptors.AsyncFutureInterceptorFactory.task;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.as.ejb3.component.interceptors.AsyncFutureInterceptorFactory;
import org.jboss.as.ejb3.component.interceptors.AsyncInvocationTask;
import org.jboss.threads.EnhancedQueueExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Compiled against the floor, which has pools that version 3 has no more, and no schedules. */
class JBossThreadsIT extends CarriesAcrossThreads {
  private final EnhancedQueueExecutor two = pool(2, 1_000, Runnable::run);

  /** What is too much for its thread and its queue, it hands on to its callers' threads. */
  private final EnhancedQueueExecutor overfull = pool(1, 1, Runnable::run);

  /** The same, but another pool gets it. */
  private final EnhancedQueueExecutor handingOn = pool(1, 1, two);

  @AfterAll
  void stopThreads() {
    overfull.shutdownNow();
    handingOn.shutdownNow();
    two.shutdownNow();
  }

  @Override
  protected Class<?> libraryClass() {
    return EnhancedQueueExecutor.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("submit", answer -> two.submit(() -> answer.complete(call())));
    ways.put("submit, overfull", answer -> overfull.submit(() -> answer.complete(call())));
    ways.put("submit, handed on", answer -> handingOn.submit(() -> answer.complete(call())));
    ways.put("execute of what is made for a request", answer -> two.execute(task(calls(answer))));
    ways.put(
        "execute of what is made for a request, handed on",
        answer -> handingOn.execute(task(calls(answer))));
    ways.put("call of a bean", answer -> two.execute(bean(answer)));
    ways.put("call of a bean, overfull", answer -> overfull.execute(bean(answer)));
    ways.put("call of a bean, handed on", answer -> handingOn.execute(bean(answer)));
    return ways;
  }

  @Override
  protected Map<String, Way> waysOfNobody() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("execute", answer -> two.execute(calls(answer)));
    ways.put("execute, overfull", answer -> overfull.execute(calls(answer)));
    ways.put("execute, handed on", answer -> handingOn.execute(calls(answer)));
    if (schedules()) {
      ScheduledExecutorService timer = (ScheduledExecutorService) (Object) two;
      ways.put("schedule", answer -> timer.schedule(calls(answer), 1, TimeUnit.MILLISECONDS));
      ways.put(
          "schedule with a value",
          answer -> timer.schedule(() -> answer.complete(call()), 1, TimeUnit.MILLISECONDS));
    }
    for (String serial : new String[] {"OrderedExecutor", "LimitedExecutor"}) {
      Executor executor = ofVersion2(serial, two);
      if (executor != null) {
        ways.put(serial, answer -> executor.execute(calls(answer)));
      }
    }
    return ways;
  }

  @Test
  void aTaskThatTwoUsersHandOverBeforeItRunsIsNobodys() throws Exception {
    EnhancedQueueExecutor one = pool(1, 10, Runnable::run);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    one.execute(
        () -> {
          begun.countDown();
          await(end);
        });
    await(begun);
    CompletableFuture<String> answer = new CompletableFuture<>();
    Runnable shared = task(calls(answer));
    as(
        "alice",
        () -> {
          one.execute(shared);
          return as(
              "bob",
              () -> {
                one.execute(shared);
                end.countDown();
                return answer(answer);
              });
        });

    assertThat(answer(answer)).isEqualTo("nobody");
    one.shutdown();
  }

  @Test
  void aThreadThatHasWorkedForOneUserWorksForNobodyAfterwards() throws Exception {
    EnhancedQueueExecutor one = pool(1, 10, Runnable::run);
    assertThat(answerAs("alice", answer -> one.execute(task(calls(answer))))).isEqualTo("alice");
    CompletableFuture<String> next = new CompletableFuture<>();
    one.execute(calls(next));

    assertThat(answer(next)).isEqualTo("nobody");
    one.shutdown();
  }

  @Test
  void aTaskThatCarriesNothingIsCounted() throws Exception {
    long before = AgentCounters.of("LostHandedOver");
    answerAs("alice", answer -> two.execute(calls(answer)));

    assertThat(AgentCounters.of("LostHandedOver")).isGreaterThan(before);
  }

  @Test
  void whatIsScheduledIsCounted() throws Exception {
    if (!schedules()) {
      return; // nothing in this version
    }
    ScheduledExecutorService timer = (ScheduledExecutorService) (Object) two;
    long once = AgentCounters.of("LostScheduled");
    answerAs("alice", answer -> timer.schedule(calls(answer), 1, TimeUnit.MILLISECONDS));
    long periodic = AgentCounters.of("LostPeriodic");
    String answered =
        answerAs(
            "alice",
            answer -> timer.scheduleAtFixedRate(calls(answer), 1, 1_000, TimeUnit.MILLISECONDS));

    assertThat(answered).isEqualTo("nobody");
    assertThat(AgentCounters.of("LostScheduled")).isGreaterThan(once);
    assertThat(AgentCounters.of("LostPeriodic")).isGreaterThan(periodic);
  }

  @Test
  void thePoolGivesBackTheApplicationsOwnTasks() throws Exception {
    EnhancedQueueExecutor one = pool(1, 10, Runnable::run);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    one.execute(
        () -> {
          begun.countDown();
          await(end);
        });
    await(begun);
    Runnable left = task(() -> {});
    List<Runnable> given =
        as(
            "alice",
            () -> {
              one.execute(left);
              return one.shutdownNow();
            });
    end.countDown();

    // Since 3.0 in an object of the pool's own.
    assertThat(given).hasSize(1);
    if (!given.get(0).getClass().getName().startsWith("org.jboss.threads.")) {
      assertThat(given).isEqualTo(Arrays.asList(left));
    }
  }

  @Test
  void aCallOfABeanWorksForItsCallerWhoeverRunsIt() throws Exception {
    for (String caller : new String[] {"alice", "nobody"}) {
      String[] ranBy = new String[1];
      String answer =
          answerAs(
              caller,
              any -> {
                AsyncInvocationTask call = bean(any);
                ranBy[0] =
                    as(
                        "bob",
                        () -> {
                          call.run();
                          return call();
                        });
              });

      assertThat(answer).isEqualTo(caller);
      assertThat(ranBy[0]).isEqualTo("bob");
    }
  }

  @Test
  void aCallOfABeanThatRunsTwiceWorksForItsCallerOnlyOnce() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    AsyncInvocationTask call =
        as(
            "alice",
            () -> {
              AsyncInvocationTask made =
                  AsyncFutureInterceptorFactory.call(
                      () -> {
                        seen.set(call());
                        return null;
                      });
              made.run();
              return made;
            });
    assertThat(seen.get()).isEqualTo("alice");
    call.run();

    assertThat(seen.get()).isEqualTo("nobody");
  }

  private AsyncInvocationTask bean(CompletableFuture<String> answer) {
    return AsyncFutureInterceptorFactory.call(() -> answer.complete(call()));
  }

  private Runnable calls(CompletableFuture<String> answer) {
    return () -> answer.complete(call());
  }

  private boolean schedules() {
    return ScheduledExecutorService.class.isAssignableFrom(EnhancedQueueExecutor.class);
  }

  private static EnhancedQueueExecutor pool(int threads, int queue, Executor handoff) {
    return new EnhancedQueueExecutor.Builder()
        .setCorePoolSize(threads)
        .setMaximumPoolSize(threads)
        .setMaximumQueueSize(queue)
        .setHandoffExecutor(handoff)
        .setThreadFactory(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            })
        .build();
  }

  /** Null in version 3. */
  private static Executor ofVersion2(String name, Executor below) {
    try {
      Class<?> type = Class.forName("org.jboss.threads." + name);
      for (Constructor<?> constructor : type.getConstructors()) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length == 1) {
          return (Executor) constructor.newInstance(below);
        }
        if (parameters.length == 2 && parameters[1] == int.class && name.startsWith("Limited")) {
          return (Executor) constructor.newInstance(below, 2);
        }
      }
      throw new IllegalStateException(name);
    } catch (ClassNotFoundException ofVersion3) {
      return null;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Goes on waiting when its pool interrupts it, since what follows in the queue would run. */
  private static void await(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException shutdown) {
        // Not yet.
      }
    }
  }
}
