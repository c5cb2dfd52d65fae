package io.tokenrelay.bootstrap;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that carries the snapshot of the request it belongs to.
 *
 * <p>Lives in the boot loader; woven JDK classes call nothing but its static methods when work is
 * created and run. Two halves make "none is a value" true without an allocation when there is no
 * token: {@code wrap} captures {@link Ownership owned} work when it is created, and the run points
 * ({@code call}, {@code run}, {@code get}, {@code pause}) start unwrapped work with nothing, even
 * on a thread that holds somebody else's snapshot. No lambdas: they would start the JDK's
 * invokedynamic machinery in premain. See decisions 002 and 026.
 */
@SuppressWarnings("overloads") // called by descriptor, from woven code
public abstract class Carried {
  private static final String FORK_JOIN = "java.util.concurrent.ForkJoin";

  private static final LongAdder OPENED = new LongAdder();

  final Object task;

  /** The strand it was created on, whether it carries it or not. */
  private final Object share;

  private final TaskClass type;

  /** Cleared if the work turns out to run {@link #later}. */
  private boolean owned;

  /**
   * @param creator the thread that creates the work, and has a snapshot
   * @param type the class that is judged
   * @param owned whether it carries; if not, it is only watched for serving others, since its
   *     strand may get their jobs from it
   */
  Carried(Object task, Worker creator, TaskClass type, boolean owned) {
    this.task = task;
    this.share = creator.share();
    this.type = type;
    this.owned = owned;
  }

  /** Opens this work's snapshot; hand the result to {@link #close}. */
  final @Nullable Object open() {
    if (!owned) {
      return Aside.openNobodys(share, type.type);
    }
    type.begins(this);
    OPENED.increment();
    return Carrier.openTask(share, type.isForRequest, type.type);
  }

  final void close(@Nullable Object previous) {
    Carrier.closeTask(previous);
    type.ends(this);
  }

  /** How many pieces of work have run with their request's token so far. */
  public static long opened() {
    return OPENED.sum();
  }

  static boolean isOurs(Class<?> type) {
    return Carried.class.isAssignableFrom(type) || type == Known.class;
  }

  final @Nullable Object snapshot() {
    return owned ? share : null;
  }

  final @Nullable Origin origin() {
    return Origin.of(share);
  }

  /** The JDK prints the tasks it holds; the application must see its own. */
  @Override
  public final String toString() {
    return task.toString();
  }

  // Capture: called where work is created; first work with a value, then work without.

  public static <V> Callable<V> wrap(Callable<V> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfCallable<>(task, worker, type, owned) : task;
  }

  public static <T> Supplier<T> wrap(Supplier<T> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfSupplier<>(task, worker, type, owned) : task;
  }

  public static <T, R> Function<T, R> wrap(Function<T, R> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfFunction<>(task, worker, type, owned) : task;
  }

  public static <T, U, R> BiFunction<T, U, R> wrap(BiFunction<T, U, R> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfBiFunction<>(task, worker, type, owned) : task;
  }

  public static Runnable wrap(Runnable task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfRunnable(task, worker, type, owned) : task;
  }

  public static <T> Consumer<T> wrap(Consumer<T> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfConsumer<>(task, worker, type, owned) : task;
  }

  public static <T, U> BiConsumer<T, U> wrap(BiConsumer<T, U> task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, worker);
    return owned || isWatched(type, worker) ? new OfBiConsumer<>(task, worker, type, owned) : task;
  }

  /** A stage of a computation with a value, in the shape of a {@code Runnable}. */
  public static Runnable wrapStage(Runnable stage) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(stage, worker);
    if (type == null) {
      return stage;
    }
    boolean owned = Ownership.ofWorkWithValue(stage, type, worker);
    return owned || isWatched(type, worker) ? new OfRunnable(stage, worker, type, owned) : stage;
  }

  /** Work without a value in a library's wrapper; the function inside is what is judged. */
  public static Runnable wrapAround(Runnable wrapper, Object function) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(function, worker);
    if (type == null) {
      return wrapper;
    }
    boolean owned = Ownership.ofWorkWithoutValue(function, type, worker);
    return owned || isWatched(type, worker)
        ? new OfRunnable(wrapper, worker, type, owned)
        : wrapper;
  }

  /** The class of work that a request may own; null to leave the work as it is. */
  private static @Nullable TaskClass ofSomebody(@Nullable Object work, Worker worker) {
    return worker.snapshot == null || work == null ? null : TaskClass.of(work);
  }

  /** Whether to watch work that is nobody's but was created by owned work. */
  private static boolean isWatched(TaskClass type, Worker worker) {
    return !type.decidesItself && worker.isElsewhere();
  }

  /**
   * A task that is handed to an executor or thread that never shows it again. For one that the
   * application may see again, use {@link #handed}.
   */
  public static Runnable wrapHanded(Runnable task) {
    Worker worker = Carrier.current();
    TaskClass type = ofSomebody(task, worker);
    if (type == null || !type.isNaked()) {
      return task;
    }
    boolean owned = Ownership.ofHandedTask(task, type, worker);
    return owned || isWatched(type, worker) ? new OfRunnable(task, worker, type, owned) : task;
  }

  /**
   * What a server runs for the request that is answered through {@code response} ({@code
   * AsyncContext.start}): it runs as on the request's own thread. If the calling thread does not
   * work for that request, it runs with nothing, whichever thread runs it.
   */
  public static Runnable forRequest(Object response, Runnable task) {
    Worker worker = Carrier.current();
    Object snapshot = worker.snapshot;
    Origin origin = Origin.of(snapshot);
    boolean isOwn =
        origin != null
            && origin.isAnsweredThrough(response)
            && !Ownership.isOthers(task, TaskClass.of(task), worker);
    return new Known(task, isOwn ? worker.share() : null, isOwn, null);
  }

  /**
   * A task that an instrumentation knows to belong to whoever this thread works for, nobody
   * included.
   */
  public static Runnable known(Runnable task) {
    return known(task, Carrier.snapshot());
  }

  /** The same for a task whose owner has already been determined. */
  public static Runnable known(Runnable task, @Nullable Object snapshot) {
    return task instanceof Carried || task instanceof Known
        ? task
        : new Known(task, snapshot, false, Carrier.forfeited());
  }

  /**
   * A task is handed to an executor that keeps it where the application may find it: in a queue, in
   * a rejection handler, in the list that {@code shutdownNow} returns. So the task is not wrapped;
   * what we know of it is kept beside it until it {@link #begin begins}. A listener that a library
   * has kept for a request comes in a wrapper of ours, and is unwrapped here.
   *
   * @return the task for the executor to keep
   */
  public static Runnable handed(Runnable task) {
    if (task instanceof OfRunnable) {
      OfRunnable listener = (OfRunnable) task;
      Handed.add((Runnable) listener.task, listener.snapshot());
      return (Runnable) listener.task;
    }
    Worker worker = Carrier.current();
    Object snapshot = worker.snapshot;
    if (task == null || (snapshot == null && !Handed.any() && !Ownership.rules().carriesNames())) {
      return task;
    }
    TaskClass type = TaskClass.of(task);
    if (!type.isNaked()) {
      return task;
    }
    boolean owned = snapshot != null && Ownership.ofHandedTask(task, type, worker);
    if (owned) {
      Handed.add(task, worker.share());
    } else if (snapshot != null && worker.isElsewhere()) {
      Handed.add(task, new Aside(worker.share()));
    } else if (type.isNamed || Handed.contains(task)) {
      Handed.add(task, null); // "nobody" is a value
    }
    return task;
  }

  /**
   * A thread is started. It is the request's own if its task itself holds the object through which
   * the request is answered, or is named in the configuration. A task inside the task does not
   * count: a pool's worker holds its first task, then serves others.
   *
   * <p>Called by {@code Thread.start}, on the thread that starts the other.
   */
  public static void starts(Thread thread, @Nullable Runnable target) {
    Worker worker = Carrier.current();
    Object snapshot = worker.snapshot;
    if (snapshot == null) {
      return;
    }
    Runnable task = target == null ? thread : target;
    TaskClass type = TaskClass.of(task);
    if (type.isJdks || type.isLibrary || !type.isNaked()) {
      return; // workers, and tasks that carry by themselves
    }
    boolean owned = Ownership.ofStartedTask(task, type, worker);
    if (owned || worker.isElsewhere()) {
      Object share = owned ? worker.share() : new Aside(worker.share());
      Handed.add(thread, new StartedTask(share, type.type));
    }
  }

  /** An executor begins a task that was handed to it, on a thread that has nothing else to do. */
  public static void begin(Runnable task) {
    Carrier.thread().betweenTasks();
    if (Handed.any()) {
      Object snapshot = Handed.take(task);
      if (snapshot != null) {
        Aside.open(snapshot, task.getClass());
      }
    }
  }

  /** The task has ended: what this thread does next is nobody's. */
  public static void end() {
    Carrier.thread().betweenTasks();
  }

  /**
   * A fork-join task is forked or given to a pool. On another thread it is nobody's, so it is
   * reported as lost. Adapters of functions are exempt: they have captured the function.
   */
  public static void forks(Object task) {
    if (task != null && Carrier.current().snapshot != null) {
      TaskClass type = TaskClass.of(task);
      if (!type.decidesItself && !type.isLibrary && !type.name.startsWith(FORK_JOIN)) {
        Ownership.lost(Loss.FORKED, type);
      }
    }
  }

  /** A {@code Timer} is given a task: it is nobody's, so it is reported as lost. */
  public static void timed(Object task) {
    if (task != null && Carrier.current().snapshot != null) {
      TaskClass type = TaskClass.of(task);
      if (!type.isJdks && !type.isLibrary) {
        Ownership.lost(Loss.TIMED, type);
      }
    }
  }

  /** The next task that is made runs later, once; {@link #scheduled} follows. */
  public static void schedulesOnce() {
    Carrier.current().scheduling = Ownership.ONCE_LATER;
  }

  /** The next task that is made runs periodically; {@link #scheduled} follows. */
  public static void schedulesPeriodically() {
    Carrier.current().scheduling = Ownership.PERIODICALLY;
  }

  public static void scheduled() {
    Carrier.current().scheduling = Ownership.AT_ONCE;
  }

  /**
   * A stage's function has been captured, but its executor runs it later: like everything
   * scheduled, it is nobody's. No other thread knows the stage yet.
   */
  public static void later(@Nullable Object function) {
    if (function instanceof Carried) {
      Carried captured = (Carried) function;
      if (captured.owned
          && !Ownership.ofDelayedWork(captured.task, captured.type, captured.origin())) {
        captured.owned = false;
      }
    }
  }

  /** The application's own object, where it will see the task again. */
  @SuppressWarnings("unchecked")
  public static <V> Callable<V> unwrap(Callable<V> task) {
    return task instanceof OfCallable ? (Callable<V>) ((OfCallable<V>) task).task : task;
  }

  // Run points: what was not wrapped runs with nothing.

  public static <V> V call(Callable<V> task) throws Exception {
    Object stranger = Aside.pause();
    if (stranger == null) {
      return task.call();
    }
    try {
      return task.call();
    } finally {
      Aside.goOn(stranger);
    }
  }

  public static void run(Runnable task) {
    Object stranger = Aside.pause();
    if (stranger == null) {
      task.run();
      return;
    }
    try {
      task.run();
    } finally {
      Aside.goOn(stranger);
    }
  }

  public static <T> T get(Supplier<T> task) {
    Object stranger = Aside.pause();
    if (stranger == null) {
      return task.get();
    }
    try {
      return task.get();
    } finally {
      Aside.goOn(stranger);
    }
  }

  /**
   * An executor refuses a task, on the thread that handed it over: whatever the handler runs there
   * is the task's work, not the thread's.
   */
  public static void refused(
      RejectedExecutionHandler handler, Runnable task, ThreadPoolExecutor executor) {
    Object stranger = Aside.pause();
    if (stranger == null) {
      handler.rejectedExecution(task, executor);
      return;
    }
    try {
      handler.rejectedExecution(task, executor);
    } finally {
      Aside.goOn(stranger);
    }
  }

  /** A task that was handed over runs on the very thread that did so. */
  public static void runHanded(Runnable task) {
    Object snapshot = Handed.any() ? Handed.take(task) : null;
    Object interrupted = Aside.open(snapshot, task.getClass());
    try {
      task.run();
    } finally {
      Carrier.closeTask(interrupted);
    }
  }

  /** Before work of unknown owners that throws nothing; {@link #resume} follows. */
  public static @Nullable Object pause() {
    return Carrier.swap(null);
  }

  public static void resume(@Nullable Object stranger) {
    Carrier.swap(stranger);
  }

  private static final class OfRunnable extends Carried implements Runnable {
    OfRunnable(Runnable task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public void run() {
      Object previous = open();
      try {
        ((Runnable) task).run();
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfCallable<V> extends Carried implements Callable<V> {
    OfCallable(Callable<V> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public V call() throws Exception {
      Object previous = open();
      try {
        return ((Callable<V>) task).call();
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfSupplier<T> extends Carried implements Supplier<T> {
    OfSupplier(Supplier<T> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public T get() {
      Object previous = open();
      try {
        return ((Supplier<T>) task).get();
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfFunction<T, R> extends Carried implements Function<T, R> {
    OfFunction(Function<T, R> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public R apply(T value) {
      Object previous = open();
      try {
        Queues.received(value);
        return ((Function<T, R>) task).apply(value);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfBiFunction<T, U, R> extends Carried implements BiFunction<T, U, R> {
    OfBiFunction(BiFunction<T, U, R> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public R apply(T first, U second) {
      Object previous = open();
      try {
        Queues.received(first);
        Queues.received(second);
        return ((BiFunction<T, U, R>) task).apply(first, second);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfConsumer<T> extends Carried implements Consumer<T> {
    OfConsumer(Consumer<T> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public void accept(T value) {
      Object previous = open();
      try {
        Queues.received(value);
        ((Consumer<T>) task).accept(value);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfBiConsumer<T, U> extends Carried implements BiConsumer<T, U> {
    OfBiConsumer(BiConsumer<T, U> task, Worker creator, TaskClass type, boolean owned) {
      super(task, creator, type, owned);
    }

    @Override
    public void accept(T first, U second) {
      Object previous = open();
      try {
        Queues.received(first);
        Queues.received(second);
        ((BiConsumer<T, U>) task).accept(first, second);
      } finally {
        close(previous);
      }
    }
  }

  /** A task whose owner is known; not a {@link Carried}, since it may be nobody's. */
  private static final class Known implements Runnable {
    private final Runnable task;
    private final @Nullable Object snapshot;
    private final boolean ofRequest;
    private final @Nullable Object forfeited;

    Known(Runnable task, @Nullable Object snapshot, boolean ofRequest, @Nullable Object forfeited) {
      this.task = task;
      this.snapshot = snapshot;
      this.ofRequest = ofRequest;
      this.forfeited = forfeited;
    }

    @Override
    public void run() {
      Object previous = Carrier.openTask(snapshot, ofRequest, task.getClass());
      if (forfeited != null) {
        Carrier.thread().forfeited = forfeited;
      }
      try {
        task.run();
      } finally {
        Carrier.closeTask(previous);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }
}
