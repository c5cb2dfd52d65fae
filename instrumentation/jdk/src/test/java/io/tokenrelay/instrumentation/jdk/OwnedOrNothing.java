package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.bootstrap.Ownership;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who hands work over is often not who owns it: in each of these, one user's thread starts by
 * chance what works for others.
 */
class OwnedOrNothing {
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
    scheduled.shutdownNow();
  }

  /** A job as an application puts it into a queue of its own. */
  private static final class Job implements Runnable, Delayed {
    final String user;
    final CompletableFuture<String> seen = new CompletableFuture<>();

    Job(String user) {
      this.user = user;
    }

    @Override
    public void run() {
      seen.complete(As.whom());
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    void isDoneByNobody() throws Exception {
      assertThat(seen.get(60, SECONDS))
          .as("whose token did the job of %s", user)
          .isEqualTo(As.NOBODY);
    }

    void isNotDoneByAnother() throws Exception {
      assertThat(seen.get(60, SECONDS)).isIn(user, As.NOBODY);
    }
  }

  /** Made by the first request that needs it, for all. */
  private static final class Refresher {
    static final ExecutorService WORKER = Executors.newSingleThreadExecutor();
    static final CompletableFuture<String> WITH_VALUE = CompletableFuture.supplyAsync(As::whom);
    static final CompletableFuture<String> WITHOUT_VALUE = new CompletableFuture<>();

    static {
      String why = "captured";
      WORKER.submit(
          () -> {
            WITHOUT_VALUE.complete(why.isEmpty() ? why : As.whom());
          });
      WORKER.shutdown();
    }

    private Refresher() {}
  }

  @Test
  void whatIsStartedWhileAClassIsInitialisedIsNobodys() throws Exception {
    List<CompletableFuture<String>> started =
        As.user("alice", () -> Arrays.asList(Refresher.WITH_VALUE, Refresher.WITHOUT_VALUE));
    for (CompletableFuture<String> whom : started) {
      assertThat(whom.get(60, SECONDS)).isEqualTo(As.NOBODY);
    }
  }

  /** The one in the documentation of {@link Executor}. */
  private static final class SerialExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Executor executor;
    private Runnable active;

    SerialExecutor(Executor executor) {
      this.executor = executor;
    }

    @Override
    public synchronized void execute(Runnable task) {
      tasks.add(
          () -> {
            try {
              task.run();
            } finally {
              scheduleNext();
            }
          });
      if (active == null) {
        scheduleNext();
      }
    }

    private synchronized void scheduleNext() {
      active = tasks.poll();
      if (active != null) {
        executor.execute(active);
      }
    }
  }

  @Test
  void aSerialExecutorDoesNobodysJobWithTheTokenOfAnother() throws Exception {
    SerialExecutor serial = new SerialExecutor(pool);
    CountDownLatch release = new CountDownLatch(1);
    serial.execute(() -> await(release));
    List<Job> jobs = new ArrayList<>();
    for (String user : new String[] {"ann", As.NOBODY, "bob", "ann", "carl", As.NOBODY}) {
      Job job = new Job(user);
      jobs.add(job);
      As.user(
          user,
          () -> {
            serial.execute(job);
            return null;
          });
    }
    release.countDown();
    for (Job job : jobs) {
      job.isNotDoneByAnother();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** An actor's mailbox: whoever finds it unattended has it drained. */
  @Test
  void aMailboxDoesNobodysJobWithTheTokenOfAnother() throws Exception {
    for (String door : doors().keySet()) {
      Queue<Job> mailbox = new ConcurrentLinkedQueue<>();
      AtomicInteger size = new AtomicInteger();
      Runnable drain =
          () -> {
            do {
              Job job = mailbox.poll();
              job.run();
            } while (size.decrementAndGet() > 0);
          };
      Job anns = new Job("ann");
      Job bobs = new Job("bob");
      Job nobodys = new Job(As.NOBODY);
      As.user(
          "ann",
          () -> {
            for (Job job : Arrays.asList(bobs, nobodys, anns)) {
              mailbox.add(job);
              size.incrementAndGet();
            }
            doors().get(door).to(drain);
            return null;
          });
      bobs.isDoneByNobody();
      nobodys.isDoneByNobody();
      anns.isNotDoneByAnother();
    }
  }

  private interface Door {
    void to(Runnable task) throws Exception;
  }

  /** All ways in which a worker may be started in the middle of a request. */
  private Map<String, Door> doors() {
    Map<String, Door> doors = new LinkedHashMap<>();
    doors.put("execute", pool::execute);
    doors.put("submit", pool::submit);
    doors.put("submit with a value", task -> pool.submit(() -> runs(task)));
    doors.put("runAsync", task -> CompletableFuture.runAsync(task, pool));
    doors.put("runAsync of a lambda", task -> CompletableFuture.runAsync(() -> task.run(), pool));
    doors.put("supplyAsync", task -> CompletableFuture.supplyAsync(() -> runs(task), pool));
    doors.put("schedule", task -> scheduled.schedule(task, 0, MILLISECONDS));
    doors.put("thread", task -> new Thread(task).start());
    return doors;
  }

  private static String runs(Runnable task) {
    task.run();
    return "done";
  }

  private static Map<String, BlockingQueue<Object>> blockingQueues() {
    Map<String, BlockingQueue<Object>> queues = new LinkedHashMap<>();
    queues.put("LinkedBlockingQueue", new LinkedBlockingQueue<>());
    queues.put("ArrayBlockingQueue", new ArrayBlockingQueue<>(10));
    queues.put("LinkedBlockingDeque", new LinkedBlockingDeque<>());
    queues.put("LinkedTransferQueue", new LinkedTransferQueue<>());
    queues.put("PriorityBlockingQueue", new PriorityBlockingQueue<>());
    queues.put("SynchronousQueue", new SynchronousQueue<>());
    queues.put("DelayQueue", delayQueue());
    return queues;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static BlockingQueue<Object> delayQueue() {
    return (BlockingQueue) new DelayQueue<>();
  }

  private interface Taking {
    Object from(BlockingQueue<Object> queue) throws Exception;
  }

  private static final List<String> LOOKS_FIRST =
      Arrays.asList(
          "peek and remove", "an iterator's remove", "removeIf", "removeAll", "a copy and clear");

  private static Map<String, Taking> takings() {
    Map<String, Taking> takings = new LinkedHashMap<>();
    takings.put("take", BlockingQueue::take);
    takings.put("poll with a time", queue -> queue.poll(60, SECONDS));
    takings.put("poll", OwnedOrNothing::pollUntilThere);
    takings.put(
        "a stream that calls poll",
        queue -> Stream.generate(queue::poll).filter(Objects::nonNull).findFirst().get());
    takings.put("remove", OwnedOrNothing::removeWhenThere);
    takings.put("drainTo", OwnedOrNothing::drainWhenThere);
    takings.put("peek and remove", OwnedOrNothing::removeWhatIsThere);
    takings.put("an iterator's remove", OwnedOrNothing::removeByIterator);
    takings.put("removeIf", OwnedOrNothing::removeIfThere);
    takings.put("removeAll", OwnedOrNothing::removeAllWhenThere);
    takings.put("a copy and clear", OwnedOrNothing::copyAndClear);
    return takings;
  }

  private static Object pollUntilThere(BlockingQueue<Object> queue) {
    for (; ; ) {
      Object found = queue.poll();
      if (found != null) {
        return found;
      }
      Thread.yield();
    }
  }

  private static Object removeWhenThere(BlockingQueue<Object> queue) {
    for (; ; ) {
      try {
        return queue.remove();
      } catch (java.util.NoSuchElementException notYet) {
        Thread.yield();
      }
    }
  }

  private static Object drainWhenThere(BlockingQueue<Object> queue) {
    Collection<Object> found = new ArrayList<>();
    while (queue.drainTo(found) == 0) {
      Thread.yield();
    }
    return found.iterator().next();
  }

  private static Object peekUntilThere(BlockingQueue<Object> queue) {
    Object found;
    do {
      Thread.yield();
      found = queue.peek();
    } while (found == null);
    return found;
  }

  private static Object removeWhatIsThere(BlockingQueue<Object> queue) {
    Object found = peekUntilThere(queue);
    assertThat(queue.remove(found)).isTrue();
    return found;
  }

  private static Object removeByIterator(BlockingQueue<Object> queue) {
    peekUntilThere(queue);
    Iterator<Object> all = queue.iterator();
    Object found = all.next();
    all.remove();
    return found;
  }

  private static Object removeIfThere(BlockingQueue<Object> queue) {
    Object found = peekUntilThere(queue);
    assertThat(queue.removeIf(each -> each == found)).isTrue();
    return found;
  }

  private static Object removeAllWhenThere(BlockingQueue<Object> queue) {
    Object found = peekUntilThere(queue);
    assertThat(queue.removeAll(Arrays.asList(found))).isTrue();
    return found;
  }

  private static Object copyAndClear(BlockingQueue<Object> queue) {
    peekUntilThere(queue);
    Object found = new ArrayList<>(queue).get(0);
    queue.clear();
    return found;
  }

  /** A worker that is started lazily in Ann's request, with a value, and serves everybody. */
  @Test
  void aWorkerWithAValueThatTakesFromAQueueCarriesNothing() throws Exception {
    for (Map.Entry<String, Taking> taking : takings().entrySet()) {
      for (Map.Entry<String, BlockingQueue<Object>> queue : blockingQueues().entrySet()) {
        if (queue.getValue() instanceof SynchronousQueue && LOOKS_FIRST.contains(taking.getKey())) {
          continue; // nothing ever lies in it
        }
        Job bobs = new Job("bob");
        Callable<String> worker =
            () -> {
              ((Job) taking.getValue().from(queue.getValue())).run();
              return As.whom();
            };
        Future<String> after = As.user("ann", () -> pool.submit(worker));
        As.user(
            "bob",
            () -> {
              queue.getValue().put(bobs);
              return null;
            });
        assertThat(bobs.seen.get(60, SECONDS))
            .as("%s of %s", taking.getKey(), queue.getKey())
            .isEqualTo(As.NOBODY);
        assertThat(after.get()).isEqualTo(As.NOBODY);
      }
    }
  }

  @Test
  void soDoesOneThatPollsADequeWithoutWaiting() throws Exception {
    ConcurrentLinkedDeque<Job> deque = new ConcurrentLinkedDeque<>();
    List<Callable<Job>> takings =
        Arrays.asList(
            deque::poll,
            deque::pollFirst,
            deque::pollLast,
            deque::pop,
            deque::remove,
            deque::removeFirst,
            deque::removeLast);
    for (Callable<Job> taking : takings) {
      deque.add(new Job("bob"));
      Future<String> worker =
          As.user(
              "ann",
              () ->
                  pool.submit(
                      () -> {
                        taking.call();
                        return As.whom();
                      }));
      assertThat(worker.get(60, SECONDS)).isEqualTo(As.NOBODY);
    }
  }

  @Test
  void soDoesOneThatAwaitsACondition() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Condition told = lock.newCondition();
    Future<String> worker =
        As.user(
            "ann",
            () ->
                pool.submit(
                    () -> {
                      lock.lock();
                      try {
                        told.await(1, MILLISECONDS);
                        return As.whom();
                      } finally {
                        lock.unlock();
                      }
                    }));
    assertThat(worker.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  @Test
  void soDoesAnEventLoop() throws Exception {
    try (java.nio.channels.Selector selector = java.nio.channels.Selector.open()) {
      Future<String> loop =
          As.user(
              "ann",
              () ->
                  pool.submit(
                      () -> {
                        selector.select(1);
                        return As.whom();
                      }));
      assertThat(loop.get(60, SECONDS)).isEqualTo(As.NOBODY);
    }
  }

  @Test
  void waitingForOnesOwnWorkChangesNothing() throws Exception {
    Future<String> worker =
        As.user(
            "ann",
            () ->
                pool.submit(
                    () -> {
                      Future<String> inner = pool.submit(As::whom);
                      String value = inner.get(60, SECONDS);
                      ExecutorService own = Executors.newFixedThreadPool(1);
                      try {
                        List<Callable<String>> both = Arrays.asList(As::whom, As::whom);
                        value += own.invokeAny(both) + own.invokeAll(both).get(1).get();
                      } finally {
                        own.shutdown();
                        own.awaitTermination(60, SECONDS);
                      }
                      new LinkedBlockingQueue<>().poll();
                      return value + As.whom();
                    }));
    assertThat(worker.get(60, SECONDS)).isEqualTo("annannannann");
  }

  @Test
  void theRequestsOwnThreadMayTake() throws Exception {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>(Arrays.asList("one", "two"));
    assertThat(As.user("ann", () -> queue.take() + queue.poll() + As.whom()))
        .isEqualTo("onetwoann");
  }

  /** A permit is released by Ann's own thread, and the next who waits is given to a pool. */
  @Test
  void whatTheRequestsOwnThreadTakesOutAndHandsOnIsNotItsOwn() throws Exception {
    for (BlockingQueue<Object> queue : blockingQueues().values()) {
      if (queue instanceof SynchronousQueue) {
        continue;
      }
      for (String way : new String[] {"submit", "call", "adapt", "run", "supply", "wrap"}) {
        Job bobs = new Job("bob");
        As.user("bob", () -> queue.add(bobs));
        As.user(
            "ann",
            () -> {
              Runnable taken = (Runnable) queue.take();
              handOn(taken, way);
              return null;
            });
        assertThat(bobs.seen.get(60, SECONDS)).as(way).isEqualTo(As.NOBODY);
      }
    }
  }

  private void handOn(Runnable taken, String way) {
    switch (way) {
      case "submit":
        pool.submit(taken);
        break;
      case "call":
        pool.submit(Executors.callable(taken));
        break;
      case "adapt":
        ForkJoinPool.commonPool().submit(taken);
        break;
      case "run":
        CompletableFuture.runAsync(taken, pool);
        break;
      case "supply":
        Supplier<Object> supplier = Executors.callable(taken)::hashCode;
        CompletableFuture.supplyAsync(supplier, pool).thenRunAsync(taken, pool);
        break;
      default:
        pool.submit(
            () -> {
              taken.run();
            });
    }
  }

  /** What the JDK makes of functions, and proxies, may not be open to anyone who looks. */
  @Test
  void neitherIsATaskThatNobodyCanLookInto() throws Exception {
    Map<String, Function<Job, Object>> ways = new LinkedHashMap<>();
    ways.put(
        "andThen",
        job -> {
          BiFunction<Object, Object, Object> nothing = (any, more) -> any;
          return CompletableFuture.completedFuture("any")
              .thenCombineAsync(
                  CompletableFuture.completedFuture("more"),
                  nothing.andThen(any -> seenBy(job)),
                  pool);
        });
    ways.put(
        "compose",
        job -> {
          Function<Object, Object> run = any -> seenBy(job);
          return CompletableFuture.completedFuture("any")
              .thenApplyAsync(run.compose(Function.identity()), pool);
        });
    ways.put("proxy", job -> pool.submit(proxyOf(() -> seenBy(job))));
    for (Map.Entry<String, Function<Job, Object>> way : ways.entrySet()) {
      BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
      Job bobs = new Job("bob");
      As.user("bob", () -> queue.add(bobs));
      As.user("ann", () -> way.getValue().apply(queue.take()));
      assertThat(bobs.seen.get(60, SECONDS)).as(way.getKey()).isEqualTo(As.NOBODY);

      Job anns = new Job("ann");
      As.user("ann", () -> way.getValue().apply(anns));
      assertThat(anns.seen.get(60, SECONDS))
          .as("%s of nothing taken", way.getKey())
          .isEqualTo("ann");
    }
  }

  private static Object seenBy(Job job) {
    job.run();
    return job;
  }

  @SuppressWarnings("unchecked")
  private static Callable<Object> proxyOf(Callable<Object> task) {
    return (Callable<Object>)
        Proxy.newProxyInstance(
            OwnedOrNothing.class.getClassLoader(),
            new Class<?>[] {Callable.class},
            (proxy, method, arguments) -> task.call());
  }

  /** {@code Gatherers.mapConcurrent}, since Java 24. */
  @Test
  void neitherIsWhatAGathererMakesOfIt() throws Exception {
    Method mapConcurrent;
    Method gather;
    try {
      mapConcurrent =
          Class.forName("java.util.stream.Gatherers")
              .getMethod("mapConcurrent", int.class, Function.class);
      gather = Stream.class.getMethod("gather", mapConcurrent.getReturnType());
    } catch (ReflectiveOperationException before24) {
      return;
    }
    BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    Job bobs = new Job("bob");
    As.user("bob", () -> queue.add(bobs));
    Function<Job, Object> run = OwnedOrNothing::seenBy;
    As.user(
        "ann",
        () -> {
          Stream<Job> jobs = Stream.generate(queue::poll).limit(1);
          return ((Stream<?>) gather.invoke(jobs, mapConcurrent.invoke(null, 1, run))).toArray();
        });
    assertThat(bobs.seen.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  private static final class Message {
    final String text = new String("hello");
    final Callable<String> whom = As::whom;
    final Envelope envelope = new Envelope();
    final List<Callable<String>> tasks = Arrays.asList(As::whom);
  }

  private static final class Envelope {
    final Callable<String> whom = As::whom;
  }

  private final class Desk {
    Object current;

    String serve() {
      return current + As.whom();
    }
  }

  @Test
  void neitherIsWhatIsInItNorWhatKeepsIt() throws Exception {
    BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    Desk desk = new Desk();
    Map<String, Callable<Future<String>>> ways = new LinkedHashMap<>();
    ways.put(
        "a message",
        () -> {
          Message message = (Message) queue.poll();
          return pool.submit(() -> message.text.substring(5) + As.whom());
        });
    ways.put(
        "its text",
        () -> {
          String text = ((Message) queue.take()).text;
          return CompletableFuture.supplyAsync(() -> text.substring(5) + As.whom(), pool);
        });
    ways.put("a task in it", () -> pool.submit(((Message) queue.poll()).whom));
    ways.put(
        "what was looked at",
        () -> {
          Message message = (Message) queue.peek();
          Future<String> handled = pool.submit(() -> message.text.substring(5) + As.whom());
          queue.poll();
          return handled;
        });
    ways.put(
        "what an iterator showed",
        () -> {
          Message message = (Message) queue.iterator().next();
          queue.remove(message);
          return pool.submit(() -> message.text.substring(5) + As.whom());
        });
    ways.put(
        "what is kept in a field",
        () -> {
          desk.current = queue.poll();
          return CompletableFuture.supplyAsync(desk::serve, pool).thenApply(s -> As.NOBODY);
        });
    ways.put("what is deeper in it", () -> pool.submit(((Message) queue.poll()).envelope.whom));
    ways.put(
        "a list of what was taken",
        () -> {
          List<Object> taken = new ArrayList<>();
          taken.add(queue.poll());
          return pool.submit(() -> taken.size() > 100 ? "" : As.whom());
        });
    ways.put(
        "an array of it",
        () -> {
          Object[] taken = {queue.poll()};
          return pool.submit(() -> taken.length > 100 ? "" : As.whom());
        });
    ways.put(
        "a map of it",
        () -> {
          Map<String, Object> taken = new LinkedHashMap<>();
          taken.put("taken", queue.poll());
          return pool.submit(() -> taken.size() > 100 ? "" : As.whom());
        });
    ways.put(
        "a reference to it",
        () -> {
          AtomicReference<Object> taken = new AtomicReference<>(queue.poll());
          return pool.submit(() -> taken.get() == null ? "" : As.whom());
        });
    ways.put(
        "what is in a list in it",
        () -> {
          Callable<String> task = ((Message) queue.poll()).tasks.get(0);
          return pool.submit(task);
        });
    ways.put(
        "a batch",
        () -> {
          List<Object> batch = new ArrayList<>();
          queue.drainTo(batch);
          return pool.submit(() -> batch.size() > 100 ? "" : As.whom());
        });
    ways.put(
        "a copy",
        () -> {
          List<Object> batch = new ArrayList<>(queue);
          queue.clear();
          return pool.submit(() -> batch.size() > 100 ? "" : As.whom());
        });
    for (Map.Entry<String, Callable<Future<String>>> way : ways.entrySet()) {
      As.user("bob", () -> queue.add(new Message()));
      assertThat(As.user("ann", way.getValue()).get(60, SECONDS))
          .as(way.getKey())
          .isEqualTo(As.NOBODY);
    }
  }

  @Test
  void whatHoldsTheResponseOfAnotherRequestIsNotTheThreadsOwn() throws Exception {
    Object response = new Object() {};
    for (String other : new String[] {"bob", As.NOBODY}) {
      AtomicInteger calls = new AtomicInteger();
      Object others = new Message();
      String whom =
          As.user(
              other,
              others,
              () ->
                  As.user(
                      "ann",
                      response,
                      () ->
                          pool.submit(
                                  () -> {
                                    calls.addAndGet(others.hashCode());
                                    return As.whom();
                                  })
                              .get()));
      assertThat(whom).as("of " + other).isEqualTo(As.NOBODY);
    }
  }

  private static final class Waiter {
    final Object response;
    final CompletableFuture<String> seen = new CompletableFuture<>();

    Waiter(Object response) {
      this.response = response;
    }

    String answer() {
      seen.complete(As.whom());
      return seen.join();
    }
  }

  /** Bob waits for news, and Ann's request brings them. */
  @Test
  void neitherIsWhatHoldsItInACollectionOrGetsItAsAValue() throws Exception {
    Map<String, Consumer<Waiter>> ways = new LinkedHashMap<>();
    ways.put("list", waiter -> answerAll(Arrays.asList(waiter)));
    ways.put("copied list", waiter -> answerAll(new CopyOnWriteArrayList<>(Arrays.asList(waiter))));
    ways.put(
        "map",
        waiter -> {
          Map<String, Waiter> map = new ConcurrentHashMap<>();
          map.put("bob", waiter);
          pool.submit(() -> map.get("bob").answer());
        });
    ways.put(
        "entry",
        waiter -> {
          Map.Entry<String, Waiter> entry = new AbstractMap.SimpleEntry<>("bob", waiter);
          pool.submit(() -> entry.getValue().answer());
        });
    ways.put(
        "argument",
        waiter -> CompletableFuture.completedFuture(waiter).thenApplyAsync(Waiter::answer, pool));
    ways.put(
        "list as an argument",
        waiter ->
            CompletableFuture.completedFuture(Arrays.asList(waiter))
                .thenApplyAsync(list -> list.get(0).answer(), pool));
    ways.put(
        "arguments",
        waiter -> {
          Call call = new Call(new Object[] {Arrays.asList(waiter)});
          pool.submit(() -> call.proceed());
        });
    ways.put(
        "beside its own",
        waiter -> {
          Object own = new Object() {};
          Ownership.answeredThrough(own);
          pool.execute(
              () -> {
                waiter.answer();
                own.hashCode();
              });
        });
    for (Map.Entry<String, Consumer<Waiter>> way : ways.entrySet()) {
      Waiter bob = new Waiter(new Object() {});
      As.user(
          "bob",
          bob.response,
          () ->
              As.user(
                  "ann",
                  new Object() {},
                  () -> {
                    way.getValue().accept(bob);
                    return null;
                  }));
      assertThat(bob.seen.get(60, SECONDS)).as(way.getKey()).isEqualTo(As.NOBODY);
    }
  }

  /** As a library keeps the call of a method that is to be asynchronous. */
  private static final class Call {
    private final Object[] arguments;

    Call(Object[] arguments) {
      this.arguments = arguments;
    }

    String proceed() {
      return ((Waiter) ((List<?>) arguments[0]).get(0)).answer();
    }
  }

  private void answerAll(List<Waiter> waiters) {
    pool.submit(
        () -> {
          for (Waiter waiter : waiters) {
            waiter.answer();
          }
          return null;
        });
  }

  /** It may be around what was taken, however deep; nobody can tell. */
  @Test
  void nothingThatTheRequestsOwnThreadHandsOnIsKnownToBeItsOwnAfterItHasTakenSomethingOut()
      throws Exception {
    BlockingQueue<Object> queue = new LinkedBlockingQueue<>(Arrays.asList(new Job("bob"), "datum"));
    String own = "own";
    List<String> whom =
        As.user(
            "ann",
            () -> {
              String before = pool.submit(() -> own + As.whom()).get();
              queue.take();
              return Arrays.asList(before, pool.submit(() -> own + As.whom()).get(), As.whom());
            });

    assertThat(whom).containsExactly("ownann", "own" + As.NOBODY, "ann");
    assertThat(As.user("bob", () -> pool.submit(() -> own + As.whom()).get()))
        .as("the next request")
        .isEqualTo("ownbob");
  }

  @Test
  void howeverDeepItIsWrapped() throws Exception {
    Map<String, Function<Job, Callable<Object>>> wraps = new LinkedHashMap<>();
    wraps.put("an envelope in an envelope", job -> new Wrap(new Wrap(new Wrap(() -> seenBy(job)))));
    wraps.put(
        "a concurrent map",
        job -> {
          Map<Object, Job> map = new ConcurrentHashMap<>();
          map.put("key", job);
          return () -> seenBy(map.get("key"));
        });
    wraps.put(
        "arrays",
        job -> {
          Job[][] jobs = {{job}};
          return () -> seenBy(jobs[0][0]);
        });
    wraps.put(
        "an iterator",
        job -> {
          Iterator<Job> jobs = Arrays.asList(job).iterator();
          return () -> seenBy(jobs.next());
        });
    for (Map.Entry<String, Function<Job, Callable<Object>>> wrap : wraps.entrySet()) {
      ConcurrentLinkedQueue<Job> queue = new ConcurrentLinkedQueue<>();
      Job bobs = new Job("bob");
      queue.add(bobs);
      As.user("ann", () -> pool.submit(wrap.getValue().apply(queue.poll())).get());
      assertThat(bobs.seen.get(60, SECONDS)).as(wrap.getKey()).isEqualTo(As.NOBODY);
    }
  }

  private static final class Wrap implements Callable<Object> {
    private final Callable<Object> inside;

    Wrap(Callable<Object> inside) {
      this.inside = inside;
    }

    @Override
    public Object call() throws Exception {
      return inside.call();
    }
  }

  /** A future keeps its creator, whoever runs it. */
  @Test
  void theRequestsOwnThreadMayTakeItsFutures() throws Exception {
    String own = "own";
    List<String> whom =
        As.user(
            "ann",
            () -> {
              ExecutorCompletionService<String> service = new ExecutorCompletionService<>(pool);
              service.submit(() -> own + As.whom());
              String first = service.take().get();
              return Arrays.asList(first, pool.submit(() -> own + As.whom()).get());
            });

    assertThat(whom).containsExactly("ownann", "ownann");
  }

  @Test
  void ownedWorkThatLooksAtWhatOthersHavePutThereCarriesNothing() throws Exception {
    Map<String, Consumer<BlockingQueue<Object>>> looks = new LinkedHashMap<>();
    looks.put("peek", queue -> ((Job) queue.peek()).run());
    looks.put("element", queue -> ((Job) queue.element()).run());
    looks.put("iterator", queue -> ((Job) queue.iterator().next()).run());
    looks.put("forEach", queue -> queue.forEach(each -> ((Job) each).run()));
    looks.put("stream", queue -> queue.stream().forEach(each -> ((Job) each).run()));
    looks.put("a copy", queue -> ((Job) new ArrayList<>(queue).get(0)).run());
    looks.put("toArray", queue -> ((Job) queue.toArray()[0]).run());
    looks.put(
        "removeIf",
        queue ->
            queue.removeIf(
                each -> {
                  ((Job) each).run();
                  return true;
                }));
    for (BlockingQueue<Object> queue : blockingQueues().values()) {
      if (queue instanceof SynchronousQueue) {
        continue;
      }
      for (Map.Entry<String, Consumer<BlockingQueue<Object>>> look : looks.entrySet()) {
        queue.clear();
        Job bobs = new Job("bob");
        queue.add(bobs);
        As.user(
            "ann",
            () ->
                pool.submit(
                        () -> {
                          look.getValue().accept(queue);
                          return null;
                        })
                    .get());
        assertThat(bobs.seen.get(60, SECONDS))
            .as(queue.getClass() + " " + look.getKey())
            .isEqualTo(As.NOBODY);
      }
    }
  }

  @Test
  void ownedWorkThatTakesFromAPoolOrACompletionServiceCarriesNothing() throws Exception {
    ExecutorCompletionService<String> shared = new ExecutorCompletionService<>(pool);
    As.user("bob", () -> shared.submit(() -> "bob"));
    assertThat(As.user("ann", () -> pool.submit(() -> shared.take().get() + As.whom()).get()))
        .isEqualTo("bob" + As.NOBODY);

    ExecutorService stopped = Executors.newSingleThreadExecutor();
    CountDownLatch end = new CountDownLatch(1);
    stopped.execute(() -> awaitQuietly(end));
    Job bobs = new Job("bob");
    stopped.execute(bobs);
    As.user(
        "ann",
        () ->
            pool.submit(
                    () -> {
                      stopped.shutdownNow().forEach(Runnable::run);
                      return null;
                    })
                .get());
    end.countDown();
    assertThat(bobs.seen.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  /** In owned work, a job that other work of the same request has taken out comes as a value. */
  @Test
  void ownedWorkThatGetsAJobFromWorkOfItsOwnServesOthers() throws Exception {
    BlockingQueue<Callable<String>> queue = new LinkedBlockingQueue<>();
    ThreadPoolExecutor full =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            SECONDS,
            new ArrayBlockingQueue<>(1),
            new ThreadPoolExecutor.CallerRunsPolicy());
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      full.execute(() -> awaitQuietly(end));
    }
    ExecutorService many = Executors.newCachedThreadPool();
    Map<String, Callable<Callable<String>>> ways = new LinkedHashMap<>();
    ways.put(
        "a future's value",
        () -> {
          FutureTask<Callable<String>> task = new FutureTask<>(queue::take);
          task.run();
          return task.get();
        });
    ways.put("in place", () -> CompletableFuture.supplyAsync(queue::poll, Runnable::run).join());
    ways.put("another thread", () -> many.submit((Callable<Callable<String>>) queue::take).get());
    ways.put("a stage", () -> CompletableFuture.supplyAsync(queue::poll, many).join());
    ways.put(
        "invokeAny", () -> many.invokeAny(Arrays.<Callable<Callable<String>>>asList(queue::take)));
    ways.put(
        "through another",
        () -> many.submit(() -> many.submit((Callable<Callable<String>>) queue::take)).get().get());
    ways.put(
        "run by its caller", () -> full.submit((Callable<Callable<String>>) queue::take).get());
    ways.put("set in place", setBy(queue, task -> whenRun(task, Runnable::run).join()));
    ways.put("set elsewhere", setBy(queue, task -> whenRun(task, many).join()));
    ways.put("set by its caller", setBy(queue, full::execute));
    ways.put("set by a task", setBy(queue, task -> quietly(many.submit(task))));
    ways.put("set by a naked task", setBy(queue, task -> awaited(task, many)));
    ways.put("set by a fork", setBy(queue, task -> awaited(task, ForkJoinPool.commonPool())));
    ways.put("set later", setBy(queue, task -> quietly(scheduled.schedule(task, 0, SECONDS))));
    try {
      for (Map.Entry<String, Callable<Callable<String>>> way : ways.entrySet()) {
        queue.add(As::whom);
        assertThat(As.user("ann", () -> many.submit(() -> way.getValue().call().call()).get()))
            .as(way.getKey())
            .isEqualTo(As.NOBODY);
      }
    } finally {
      end.countDown();
      full.shutdownNow();
      many.shutdownNow();
    }
  }

  private static Callable<Callable<String>> setBy(
      BlockingQueue<Callable<String>> queue, Consumer<Runnable> way) {
    return () -> {
      AtomicReference<Callable<String>> taken = new AtomicReference<>();
      way.accept(() -> taken.set(queue.poll()));
      return taken.get();
    };
  }

  private static CompletableFuture<Void> whenRun(Runnable task, Executor executor) {
    return CompletableFuture.runAsync(task, executor);
  }

  private static void awaited(Runnable task, Executor executor) {
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(
        () -> {
          task.run();
          done.countDown();
        });
    awaitQuietly(done);
  }

  /** One piece of work takes the job, and another of the same request gets it as a value. */
  @Test
  void workThatGetsAJobFromOtherWorkOfItsRequestServesOthers() throws Exception {
    BlockingQueue<Callable<String>> queue = new LinkedBlockingQueue<>();
    String own = "";
    Semaphore gate = new Semaphore(0);
    Map<String, Callable<Future<String>>> ways = new LinkedHashMap<>();
    ways.put("a stage", () -> taking(queue, gate).thenApply(OwnedOrNothing::called));
    ways.put(
        "an asynchronous stage",
        () -> taking(queue, gate).thenApplyAsync(job -> own + called(job), pool));
    ways.put(
        "two of them",
        () ->
            taking(queue, gate)
                .thenCombine(CompletableFuture.completedFuture(""), (job, any) -> called(job)));
    ways.put(
        "a list of it",
        () -> taking(queue, gate).thenApply(Arrays::asList).thenApply(jobs -> called(jobs.get(0))));
    ways.put(
        "a future's value",
        () -> {
          Future<Callable<String>> taking = pool.submit((Callable<Callable<String>>) queue::take);
          return pool.submit(() -> called(taking.get()));
        });
    ways.put(
        "a promise",
        () -> {
          CompletableFuture<Callable<String>> promise = new CompletableFuture<>();
          pool.submit(() -> promise.complete(queue.take()));
          return pool.submit(() -> called(promise.join()));
        });
    ways.put(
        "a promise of the request's own thread",
        () -> {
          CompletableFuture<Callable<String>> promise = new CompletableFuture<>();
          Future<String> waiting = pool.submit(() -> called(promise.get()));
          promise.complete(queue.take());
          return waiting;
        });
    for (Map.Entry<String, Callable<Future<String>>> way : ways.entrySet()) {
      queue.add(new Message().whom);
      Future<String> whom = As.user("ann", new Object(), way.getValue());
      gate.release();
      assertThat(whom.get(60, SECONDS)).as(way.getKey()).isEqualTo(As.NOBODY);
    }
    assertThat(
            As.user(
                "ann",
                new Object(),
                () ->
                    CompletableFuture.supplyAsync(() -> "her own", pool)
                        .thenApply(value -> value + As.whom())
                        .get()))
        .isEqualTo("her ownann");
  }

  /** A job that is not there before something waits for it. */
  private CompletableFuture<Callable<String>> taking(
      Queue<Callable<String>> queue, Semaphore gate) {
    return CompletableFuture.supplyAsync(
        () -> {
          gate.acquireUninterruptibly();
          return queue.poll();
        },
        pool);
  }

  private static String called(Callable<String> job) {
    try {
      return job.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void whatOthersHavePutThereAndWorkOfItsOwnHasTakenOutIsNotTheThreadsOwn() throws Exception {
    BlockingQueue<Callable<String>> queue = new LinkedBlockingQueue<>();
    Map<String, Callable<Callable<String>>> ways = new LinkedHashMap<>();
    ways.put("a future", () -> pool.submit((Callable<Callable<String>>) queue::poll).get());
    ways.put("a stage", () -> CompletableFuture.supplyAsync(queue::poll, pool).join());
    ways.put(
        "in place",
        () -> {
          FutureTask<Callable<String>> task = new FutureTask<>(queue::take);
          task.run();
          return task.get();
        });
    for (Map.Entry<String, Callable<Callable<String>>> way : ways.entrySet()) {
      queue.add(new Message().whom);
      String whom =
          As.user(
              "ann",
              new Object(),
              () -> {
                Callable<String> job = way.getValue().call();
                return pool.submit(() -> job.call()).get();
              });
      assertThat(whom).as(way.getKey()).isEqualTo(As.NOBODY);
      assertThat(As.user("ann", () -> pool.submit(As::whom).get())).isEqualTo("ann");
    }
  }

  /** However it is looked into, by the request's own thread or by work of its own. */
  @Test
  void everyLookIntoAQueueCounts() throws Exception {
    Map<String, Function<BlockingQueue<Job>, Job>> looks = new LinkedHashMap<>();
    looks.put("toArray", queue -> (Job) queue.toArray()[0]);
    looks.put("iterator", queue -> queue.iterator().next());
    looks.put(
        "the rest",
        queue -> {
          List<Job> jobs = new ArrayList<>();
          queue.iterator().forEachRemaining(jobs::add);
          return jobs.get(0);
        });
    looks.put(
        "forEach",
        queue -> {
          List<Job> jobs = new ArrayList<>();
          queue.forEach(jobs::add);
          return jobs.get(0);
        });
    looks.put("a copy", queue -> new ArrayDeque<>(queue).peek());
    looks.put("min", queue -> Collections.min(queue));
    looks.put("an immutable copy", OwnedOrNothing::firstOfCopy);
    looks.put("stream", queue -> queue.stream().findFirst().get());
    for (Map.Entry<String, BlockingQueue<Object>> kind : blockingQueues().entrySet()) {
      if (kind.getValue() instanceof SynchronousQueue) {
        continue;
      }
      for (Map.Entry<String, Function<BlockingQueue<Job>, Job>> look : looks.entrySet()) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        BlockingQueue<Job> queue = (BlockingQueue) blockingQueues().get(kind.getKey());
        queue.add(new Job("bob"));
        String what = kind.getKey() + " by " + look.getKey();
        String own = "own";
        String handedOn =
            As.user(
                "ann",
                () -> {
                  Job job = look.getValue().apply(queue);
                  return pool.submit(() -> own + whomFor(job)).get();
                });
        assertThat(handedOn).as(what).isEqualTo("own" + As.NOBODY);
        String elsewhere =
            As.user("ann", () -> pool.submit(() -> whomFor(look.getValue().apply(queue))).get());
        assertThat(elsewhere).as("%s elsewhere", what).isEqualTo(As.NOBODY);
      }
    }
  }

  /** {@code List.copyOf}, since Java 10. */
  private static Job firstOfCopy(BlockingQueue<Job> queue) {
    try {
      Object copy = List.class.getMethod("copyOf", Collection.class).invoke(null, queue);
      return (Job) ((List<?>) copy).get(0);
    } catch (ReflectiveOperationException before10) {
      return queue.peek();
    }
  }

  @Test
  void whatTheRequestsOwnThreadSeesInAQueueAndHandsOnIsNotItsOwn() throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Map<String, Consumer<BlockingQueue<Job>>> ways = new LinkedHashMap<>();
    Consumer<Job> handsOn = job -> seen.add(quietly(pool.submit(() -> whomFor(job))));
    ways.put("forEach", queue -> queue.forEach(handsOn));
    ways.put("a copy", queue -> new ArrayList<>(queue).forEach(handsOn));
    ways.put("toArray", queue -> Arrays.asList(queue.toArray(new Job[0])).forEach(handsOn));
    ways.put("stream", queue -> queue.stream().forEach(handsOn));
    ways.put("invokeAll", queue -> seen.add(whomInvoked(queue)));
    ways.put("parts", queue -> queue.stream().map(job -> job).iterator().forEachRemaining(handsOn));
    for (String kind : new String[] {"linked", "array", "transfer"}) {
      for (Map.Entry<String, Consumer<BlockingQueue<Job>>> way : ways.entrySet()) {
        BlockingQueue<Job> queue =
            kind.equals("linked")
                ? new LinkedBlockingQueue<>()
                : kind.equals("array") ? new ArrayBlockingQueue<>(3) : new LinkedTransferQueue<>();
        As.user("bob", () -> queue.add(new Job("bob")));
        As.user(
            "ann",
            () -> {
              way.getValue().accept(queue);
              String own = "own";
              seen.add(pool.submit(() -> own + As.whom()).get());
              seen.add(As.whom());
              return null;
            });
        assertThat(seen)
            .as(kind + " " + way.getKey())
            .containsExactly(As.NOBODY, "own" + As.NOBODY, "ann");
        seen.clear();
      }
    }
  }

  private String whomInvoked(BlockingQueue<Job> queue) {
    BlockingQueue<Callable<String>> calls = new LinkedBlockingQueue<>();
    queue.forEach(job -> calls.add(() -> whomFor(job)));
    try {
      return quietly(pool.invokeAll(calls).get(0));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String whomFor(Job job) {
    return job.user.isEmpty() ? "" : As.whom();
  }

  private static <T> T quietly(Future<T> future) {
    try {
      return future.get(60, SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void ownedWorkThatMeetsOthersCarriesNothing() throws Exception {
    Exchanger<Callable<String>> exchanger = new Exchanger<>();
    Future<String> whom =
        As.user("ann", () -> pool.submit(() -> exchanger.exchange(() -> "", 60, SECONDS).call()));
    As.user("bob", () -> exchanger.exchange(As::whom, 60, SECONDS));
    assertThat(whom.get(60, SECONDS)).isEqualTo(As.NOBODY);

    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<String> accepting =
          As.user(
              "ann",
              () ->
                  pool.submit(
                      () -> {
                        server.accept().close();
                        return As.whom();
                      }));
      new Socket(server.getInetAddress(), server.getLocalPort()).close();
      assertThat(accepting.get(60, SECONDS)).isEqualTo(As.NOBODY);
    }
  }

  /** Runs what others have forked or submitted, where it lies. */
  private static final class Helper extends RecursiveTask<String> {
    private static final long serialVersionUID = 1;
    private final transient Supplier<ForkJoinTask<?>> others;

    Helper(Supplier<ForkJoinTask<?>> others) {
      this.others = others;
    }

    @Override
    protected String compute() {
      others.get().invoke();
      return As.whom();
    }

    static ForkJoinTask<?> polled() {
      return pollTask();
    }

    static ForkJoinTask<?> peeked() {
      return peekNextLocalTask();
    }
  }

  private static final class Act extends RecursiveAction {
    private static final long serialVersionUID = 1;
    private final transient Job job;

    Act(Job job) {
      this.job = job;
    }

    @Override
    protected void compute() {
      job.run();
    }
  }

  @Test
  void ownedWorkThatRunsWhatLiesInAForkJoinPoolCarriesNothing() throws Exception {
    ForkJoinPool narrow = new ForkJoinPool(1);
    Map<String, Supplier<ForkJoinTask<?>>> ways = new LinkedHashMap<>();
    ways.put("pollTask", Helper::polled);
    ways.put("peekNextLocalTask", Helper::peeked);
    try {
      for (Map.Entry<String, Supplier<ForkJoinTask<?>>> way : ways.entrySet()) {
        Job bobs = new Job("bob");
        String whom =
            As.user(
                "ann",
                () ->
                    narrow
                        .submit(
                            () -> {
                              As.user("bob", () -> new Act(bobs).fork());
                              return new Helper(way.getValue()).invoke();
                            })
                        .get());
        assertThat(bobs.seen.get(60, SECONDS)).as(way.getKey()).isEqualTo(As.NOBODY);
        assertThat(whom).as(way.getKey()).isEqualTo(As.NOBODY);
      }
    } finally {
      narrow.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSelfSchedulingTaskNeverCarries() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    As.user(
        "ann",
        () -> {
          refresh(seen, 3);
          return null;
        });
    assertThat(
            Arrays.asList(seen.poll(60, SECONDS), seen.poll(60, SECONDS), seen.poll(60, SECONDS)))
        .containsOnly(As.NOBODY);
  }

  private void refresh(BlockingQueue<String> seen, int more) {
    scheduled.schedule(
        () -> {
          seen.add(As.whom());
          if (more > 0) {
            refresh(seen, more - 1);
          }
        },
        1,
        MILLISECONDS);
  }

  /** A promise of the application's own: who completes it hands the callbacks to a pool. */
  private static final class Promise {
    private final List<Runnable> callbacks = new ArrayList<>();
    private final Executor executor;

    Promise(Executor executor) {
      this.executor = executor;
    }

    void then(Runnable callback) {
      callbacks.add(callback);
    }

    void complete() {
      callbacks.forEach(executor::execute);
    }
  }

  @Test
  void theCallbacksOfAPromiseAreNotOfWhoCompletesIt() throws Exception {
    Promise promise = new Promise(pool);
    Job anns = new Job("ann");
    As.user(
        "ann",
        () -> {
          promise.then(anns);
          return null;
        });
    As.user(
        "bob",
        () -> {
          promise.complete();
          return null;
        });
    anns.isNotDoneByAnother();
  }
}
