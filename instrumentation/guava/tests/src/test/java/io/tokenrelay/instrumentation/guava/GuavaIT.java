package io.tokenrelay.instrumentation.guava;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Function;
import com.google.common.eventbus.AsyncEventBus;
import com.google.common.eventbus.Subscribe;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Compiled against the floor, whose names for things later versions still have. */
class GuavaIT extends CarriesAcrossThreads {
  private final ExecutorService two = Executors.newFixedThreadPool(2);
  private final ListeningExecutorService listening = MoreExecutors.listeningDecorator(two);
  private final ListeningScheduledExecutorService scheduling =
      MoreExecutors.listeningDecorator(Executors.newScheduledThreadPool(1));

  /** What is too much for its two threads and its queue, its callers run. */
  private final ListeningExecutorService overfull =
      MoreExecutors.listeningDecorator(
          new ThreadPoolExecutor(
              2,
              2,
              1,
              TimeUnit.MINUTES,
              new ArrayBlockingQueue<>(1),
              new ThreadPoolExecutor.CallerRunsPolicy()));

  private final Executor sequential = sequential(two);

  /** Runs a task on the thread that hands it in. */
  private final Executor direct = Runnable::run;

  private final Executor sequentialOnItsCallers = sequential(direct);

  @AfterAll
  void stopThreads() {
    two.shutdownNow();
    scheduling.shutdownNow();
    overfull.shutdownNow();
  }

  @Override
  protected Class<?> libraryClass() {
    return ListenableFuture.class;
  }

  @Override
  protected Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("submit", answer -> listening.submit(() -> answer.complete(call())));
    ways.put("submit, overfull", answer -> overfull.submit(() -> answer.complete(call())));
    ways.put(
        "listener of another's future",
        answer -> completedByTheNext(future -> future.addListener(calls(answer), direct)));
    ways.put(
        "listener in a pool of another's future",
        answer -> completedByTheNext(future -> future.addListener(calls(answer), two)));
    ways.put(
        "listener of another's task",
        answer -> ranByTheNext(task -> task.addListener(calls(answer), direct)));
    ways.put(
        "transformation of another's future",
        answer ->
            completedByTheNext(
                future ->
                    transform(
                        future,
                        any -> {
                          answer.complete(call());
                          return any;
                        })));
    ways.put(
        "all of mine and another's",
        answer ->
            completedByTheNext(
                future ->
                    Futures.allAsList(Arrays.asList(listening.submit(() -> "mine"), future))
                        .addListener(calls(answer), direct)));
    return ways;
  }

  @Override
  protected Map<String, Way> waysOfNobody() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("execute", answer -> listening.execute(() -> answer.complete(call())));
    ways.put(
        "schedule",
        answer -> scheduling.schedule(() -> answer.complete(call()), 1, TimeUnit.MILLISECONDS));
    ways.put("sequential", answer -> sequential.execute(() -> answer.complete(call())));
    ways.put(
        "sequential on its callers",
        answer -> sequentialOnItsCallers.execute(() -> answer.complete(call())));
    return ways;
  }

  private final Queue<Runnable> started = new LinkedBlockingQueue<>();

  private interface Use<F> {
    void of(F future);
  }

  /** A future that the next piece of work completes, whoever's it is; nobody the last ones. */
  private void completedByTheNext(Use<SettableFuture<String>> use) {
    SettableFuture<String> future = SettableFuture.create();
    use.of(future);
    leaveToTheNext(() -> future.set("done"));
  }

  private void ranByTheNext(Use<ListenableFutureTask<String>> use) {
    ListenableFutureTask<String> task = ListenableFutureTask.create(() -> "done");
    use.of(task);
    leaveToTheNext(task);
  }

  private void leaveToTheNext(Runnable work) {
    Runnable ofAnother = started.poll();
    started.add(work);
    if (ofAnother != null) {
      ofAnother.run();
    }
    two.execute(
        () -> {
          for (Runnable left = started.poll(); left != null; left = started.poll()) {
            left.run();
          }
        });
  }

  private Runnable calls(CompletableFuture<String> answer) {
    return () -> answer.complete(call());
  }

  @Test
  void aListenerWorksForTheOneWhoAddedItWhoeverCompletesTheFuture() throws Exception {
    for (String adding : new String[] {"alice", "nobody"}) {
      SettableFuture<String> future = SettableFuture.create();
      CompletableFuture<String> afterwards = new CompletableFuture<>();
      String answer =
          answerAs(
              adding,
              any -> {
                future.addListener(calls(any), direct);
                as(
                    "bob",
                    () -> {
                      future.set("done");
                      return afterwards.complete(call());
                    });
              });

      assertThat(answer).isEqualTo(adding);
      assertThat(answer(afterwards)).isEqualTo("bob");
    }
  }

  @Test
  void aListenerOfATaskThatItsSubmitterHasToRunWorksForTheOneWhoAddedIt() throws Exception {
    for (String adding : new String[] {"alice", "nobody"}) {
      ListenableFutureTask<String> task =
          as("carol", () -> ListenableFutureTask.create(this::call));
      String answer =
          answerAs(
              adding,
              any -> {
                task.addListener(calls(any), direct);
                as(
                    "bob",
                    () -> {
                      task.run();
                      return null;
                    });
              });

      assertThat(task.get()).as("work whose request is over").isEqualTo("nobody");
      assertThat(answer).isEqualTo(adding);
    }
  }

  @Test
  void aTaskOfNobodyThatAnotherHasToRunCarriesNothing() throws Exception {
    Queue<Runnable> handedIn = new LinkedBlockingQueue<>();
    ListeningExecutorService manual = MoreExecutors.listeningDecorator(new Manual(handedIn));
    List<ListenableFuture<String>> results = new ArrayList<>();
    results.add(as("nobody", () -> manual.submit(this::call)));
    as(
        "alice",
        () -> {
          results.add(manual.submit(this::call));
          return as(
              "bob",
              () -> {
                handedIn.forEach(Runnable::run);
                return null;
              });
        });

    assertThat(results.get(0).get()).isEqualTo("nobody");
    assertThat(results.get(1).get()).isEqualTo("alice");
  }

  @Test
  void aQueueThatBobsThreadDrainsNeverWorksForBob() throws Exception {
    Queue<Runnable> handedIn = new LinkedBlockingQueue<>();
    Executor drained = sequential(handedIn::add);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : new String[] {"alice", "nobody", "carol", "nobody"}) {
      answers.add(startAs(user, answer -> drained.execute(calls(answer))));
    }

    String afterwards =
        as(
            "bob",
            () -> {
              handedIn.forEach(Runnable::run);
              return call();
            });

    for (CompletableFuture<String> answer : answers) {
      assertThat(answer(answer)).isEqualTo("nobody");
    }
    assertThat(afterwards).isEqualTo("bob");
  }

  /** Its queue is drained by whoever posts, and does not tell whose an event is. */
  @Test
  void eventsOfAnAsynchronousBusCarryNothing() throws Exception {
    AsyncEventBus bus = new AsyncEventBus(two);
    CompletableFuture<String> answer = new CompletableFuture<>();
    bus.register(new Subscriber(answer));

    String afterwards =
        as(
            "alice",
            () -> {
              bus.post("event");
              return call();
            });

    assertThat(answer(answer)).isEqualTo("nobody");
    assertThat(afterwards).isEqualTo("alice");
  }

  /** Found by the bus. */
  public final class Subscriber {
    private final CompletableFuture<String> answer;

    Subscriber(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Subscribe
    public void receive(String event) {
      answer.complete(call());
    }
  }

  @Test
  void aLongChainOfFuturesIsCompletedWithoutALongStack() throws Exception {
    SettableFuture<String> first = SettableFuture.create();
    ListenableFuture<String> last =
        as(
            "alice",
            () -> {
              ListenableFuture<String> end = first;
              for (int i = 0; i < 200; i++) {
                end = transform(end, any -> any);
              }
              return end;
            });
    String answer =
        answerAs(
            "carol",
            any -> {
              last.addListener(calls(any), direct);
              as("bob", () -> first.set("done"));
            });

    assertThat(last.get()).isEqualTo("done");
    assertThat(answer).isEqualTo("carol");
  }

  /** A pool's queue shows the application what Guava has put there, and it may ask what that is. */
  @Test
  void aPoolIsHandedGuavasOwnTransformations() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    CountDownLatch released = new CountDownLatch(1);
    pool.execute(
        () -> {
          try {
            released.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    SettableFuture<String> source = SettableFuture.create();
    Function<String, String> calling = any -> call();
    ListenableFuture<String> made = as("alice", () -> Futures.transform(source, calling, pool));
    as("bob", () -> source.set("done"));

    assertThat(pool.getQueue().element().getClass().getName()).startsWith("com.google.common.");
    released.countDown();
    boolean inATaskOfItsOwn = System.getProperty("library.version").startsWith("18.");
    assertThat(made.get(60, TimeUnit.SECONDS)).isEqualTo(inATaskOfItsOwn ? "nobody" : "alice");
    pool.shutdown();
  }

  /** Since Guava 28.1; some versions cast the tasks that they have made. */
  @Test
  void aSequencerRunsEachTaskForTheOneWhoSubmittedIt() throws Exception {
    Object sequencer;
    Method submit;
    try {
      Class<?> type = Class.forName("com.google.common.util.concurrent.ExecutionSequencer");
      sequencer = type.getMethod("create").invoke(null);
      submit = type.getMethod("submit", Callable.class, Executor.class);
    } catch (ClassNotFoundException missing) {
      Assumptions.assumeTrue(false, "there is none in this version");
      return;
    }
    Callable<String> calling = this::call;
    for (Executor executor : new Executor[] {two, direct}) {
      List<Future<?>> results = new ArrayList<>();
      String[] users = {"alice", "bob", "nobody", "alice"};
      for (String user : users) {
        results.add(as(user, () -> (Future<?>) submit.invoke(sequencer, calling, executor)));
      }
      for (int i = 0; i < users.length; i++) {
        assertThat(results.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(users[i]);
      }
    }
  }

  @Test
  void aFailureIsToldToItsOwnCaller() throws Exception {
    SettableFuture<String> future = SettableFuture.create();
    String answer =
        answerAs(
            "alice",
            any -> {
              addCallback(
                  future,
                  new FutureCallback<String>() {
                    @Override
                    public void onSuccess(String result) {}

                    @Override
                    public void onFailure(Throwable failure) {
                      any.complete(call());
                    }
                  });
              as("bob", () -> future.setException(new IllegalStateException("on purpose")));
            });

    assertThat(answer).isEqualTo("alice");
  }

  /** Guava 26 has done away with the method that does not name an executor. */
  private void addCallback(ListenableFuture<String> future, FutureCallback<String> callback) {
    Futures.addCallback(future, callback, direct);
  }

  /** Of Guava 18 or 33: the function's type has stayed. */
  private ListenableFuture<String> transform(
      ListenableFuture<String> future, com.google.common.base.Function<String, String> function) {
    return Futures.transform(future, function, direct);
  }

  /** Not public before Guava 23.3, where it was called otherwise. */
  private static Executor sequential(Executor executor) {
    for (String name : new String[] {"SequentialExecutor", "SerializingExecutor"}) {
      try {
        Constructor<?> constructor =
            Class.forName("com.google.common.util.concurrent." + name)
                .getDeclaredConstructor(Executor.class);
        constructor.setAccessible(true);
        return (Executor) constructor.newInstance(executor);
      } catch (ClassNotFoundException ofAnotherVersion) {
        // the other one
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
    throw new IllegalStateException("no sequential executor");
  }
}
