package io.tokenrelay.bootstrap;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that carries the snapshot of the request that it belongs to.
 *
 * <p>Lives in the boot loader; its static methods are all that woven JDK classes call when work is
 * created and run. Two halves make "none is a value" true without an allocation when there is no
 * token: {@code wrap} captures at construction what is {@link Ownership owned}, and the run points
 * ({@code call}, {@code run}, {@code get}, {@code pause}) start work that was not wrapped with
 * nothing, even on a thread that is busy with somebody else's snapshot. No lambdas: they would
 * start the JDK's invokedynamic machinery in premain. See decisions 002 and 026.
 */
@SuppressWarnings("overloads") // called by descriptor, from woven code
public abstract class Carried {
  private static final String FORK_JOIN = "java.util.concurrent.ForkJoin";

  final Object task;

  /** What it has come of, whether it carries that or not. */
  private final Object share;

  private final TaskClass type;

  /** Taken away again where the work turns out to run {@link #later}. */
  private boolean owned;

  /**
   * @param creator the thread that creates the work, and has a snapshot
   * @param type the class of what is judged
   * @param owned whether it carries; if not, it is only seen whether it serves others, since what
   *     it has come of may get their jobs from it
   */
  Carried(Object task, Carrier creator, TaskClass type, boolean owned) {
    this.task = task;
    this.share = creator.share();
    this.type = type;
    this.owned = owned;
  }

  /** Opens this work's snapshot; hand the result to {@link #close}. */
  final @Nullable Object open() {
    if (!owned) {
      return Carrier.openNobodys(share, type.type);
    }
    type.begins(this);
    return Carrier.openTask(share, type.isForRequest, type.type);
  }

  final void close(@Nullable Object previous) {
    Carrier.closeTask(previous);
    type.ends(this);
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

  /** The JDK prints the tasks it holds; the application sees its own. */
  @Override
  public final String toString() {
    return task.toString();
  }

  // Capture: called where work is created. Work with a value first, then work without.

  public static <V> Callable<V> wrap(Callable<V> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfCallable<>(task, carrier, type, owned) : task;
  }

  public static <T> Supplier<T> wrap(Supplier<T> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfSupplier<>(task, carrier, type, owned) : task;
  }

  public static <T, R> Function<T, R> wrap(Function<T, R> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfFunction<>(task, carrier, type, owned) : task;
  }

  public static <T, U, R> BiFunction<T, U, R> wrap(BiFunction<T, U, R> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithValue(task, type, carrier);
    return owned || isWatched(type, carrier)
        ? new OfBiFunction<>(task, carrier, type, owned)
        : task;
  }

  public static Runnable wrap(Runnable task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfRunnable(task, carrier, type, owned) : task;
  }

  public static <T> Consumer<T> wrap(Consumer<T> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfConsumer<>(task, carrier, type, owned) : task;
  }

  public static <T, U> BiConsumer<T, U> wrap(BiConsumer<T, U> task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null) {
      return task;
    }
    boolean owned = Ownership.ofWorkWithoutValue(task, type, carrier);
    return owned || isWatched(type, carrier)
        ? new OfBiConsumer<>(task, carrier, type, owned)
        : task;
  }

  /** A stage of a computation with a value, in the shape of a {@code Runnable}. */
  public static Runnable wrapStage(Runnable stage) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(stage, carrier);
    if (type == null) {
      return stage;
    }
    boolean owned = Ownership.ofWorkWithValue(stage, type, carrier);
    return owned || isWatched(type, carrier) ? new OfRunnable(stage, carrier, type, owned) : stage;
  }

  /** Work without a value in a library's wrapper: what counts is the function inside. */
  public static Runnable wrapAround(Runnable wrapper, Object function) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(function, carrier);
    if (type == null) {
      return wrapper;
    }
    boolean owned = Ownership.ofWorkWithoutValue(function, type, carrier);
    return owned || isWatched(type, carrier)
        ? new OfRunnable(wrapper, carrier, type, owned)
        : wrapper;
  }

  /** The class of work that may be somebody's; null to leave the work as it is. */
  private static @Nullable TaskClass ofSomebody(@Nullable Object work, Carrier carrier) {
    return carrier.snapshot == null || work == null ? null : TaskClass.of(work);
  }

  /** Whether work is to be seen that is nobody's, but comes of somebody's. */
  private static boolean isWatched(TaskClass type, Carrier carrier) {
    return !type.decidesItself && carrier.isElsewhere();
  }

  /**
   * A task that is handed to an executor or a thread which never shows it again. One that has to
   * come back as it is takes {@link #handed}.
   */
  public static Runnable wrapHanded(Runnable task) {
    Carrier carrier = Carrier.current();
    TaskClass type = ofSomebody(task, carrier);
    if (type == null || !type.isNaked()) {
      return task;
    }
    boolean owned = Ownership.ofHandedTask(task, type, carrier);
    return owned || isWatched(type, carrier) ? new OfRunnable(task, carrier, type, owned) : task;
  }

  /**
   * What a server runs for the request that is answered through an object ({@code
   * AsyncContext.start}), as the request's own thread would; with nothing, whoever runs it, where
   * the thread that asks for it does not work for that request.
   */
  public static Runnable forRequest(Object response, Runnable task) {
    Carrier carrier = Carrier.current();
    Object snapshot = carrier.snapshot;
    Origin origin = Origin.of(snapshot);
    boolean isOwn =
        origin != null
            && origin.isAnsweredThrough(response)
            && !Ownership.isOthers(task, TaskClass.of(task), carrier);
    return new Known(task, isOwn ? carrier.share() : null, isOwn, null);
  }

  /**
   * A task that an instrumentation knows to be the work of whom this thread works for, nobody
   * included.
   */
  public static Runnable known(Runnable task) {
    return known(task, Carrier.snapshot());
  }

  /** The same for one whose owner has been judged. */
  public static Runnable known(Runnable task, @Nullable Object snapshot) {
    return task instanceof Carried || task instanceof Known
        ? task
        : new Known(task, snapshot, false, Carrier.forfeited());
  }

  /**
   * A task is handed to an executor that keeps it where the application may find it: in a queue, in
   * the hands of a rejection handler, in the list of what was never begun. So the task stays as it
   * is; what is known of it is kept beside it, until it {@link #begin begins}. A listener that a
   * library has kept for somebody comes in a wrapper of ours, and is taken out of it here.
   *
   * @return the task itself, to be kept
   */
  public static Runnable handed(Runnable task) {
    if (task instanceof OfRunnable) {
      OfRunnable listener = (OfRunnable) task;
      Handed.add((Runnable) listener.task, listener.snapshot());
      return (Runnable) listener.task;
    }
    Carrier carrier = Carrier.current();
    Object snapshot = carrier.snapshot;
    if (task == null
        || (snapshot == null && !Handed.areThere() && !Ownership.rules().carriesNames())) {
      return task;
    }
    TaskClass type = TaskClass.of(task);
    if (!type.isNaked()) {
      return task;
    }
    boolean owned = snapshot != null && Ownership.ofHandedTask(task, type, carrier);
    if (owned) {
      Handed.add(task, carrier.share());
    } else if (snapshot != null && carrier.isElsewhere()) {
      Handed.add(task, new Strand.Nobodys(carrier.share()));
    } else if (type.isNamed || Handed.contains(task)) {
      Handed.add(task, null); // "nobody" is a value
    }
    return task;
  }

  /**
   * A thread is started: it is its request's own where its task itself holds the object through
   * which the request is answered, or is named. Not where a task inside the task does: a pool's
   * worker holds its first task, and serves others then.
   *
   * <p>Called by {@code Thread.start}, on the thread that starts the other.
   */
  public static void starts(Thread thread, @Nullable Runnable target) {
    Carrier carrier = Carrier.current();
    Object snapshot = carrier.snapshot;
    if (snapshot == null) {
      return;
    }
    Runnable task = target == null ? thread : target;
    TaskClass type = TaskClass.of(task);
    if (type.isJdks || type.isLibrarys || !type.isNaked()) {
      return; // workers, and what carries by itself
    }
    boolean owned = Ownership.ofStartedTask(task, type, carrier);
    if (owned || carrier.isElsewhere()) {
      Object share = owned ? carrier.share() : new Strand.Nobodys(carrier.share());
      Handed.add(thread, new Carrier.StartedTask(share, type.type));
    }
  }

  /** The executor that was handed a task begins with it, on a thread that has nothing else. */
  public static void begin(Runnable task) {
    Carrier.betweenTasks();
    if (Handed.areThere()) {
      Object snapshot = Handed.take(task);
      if (snapshot != null) {
        Strand.Nobodys.open(snapshot, task.getClass());
      }
    }
  }

  /** It has ended: what comes now, on this thread, is nobody's. */
  public static void end() {
    Carrier.betweenTasks();
  }

  /**
   * A fork-join task is forked or given to a pool: on another thread it is nobody's, and somebody
   * may miss it. What adapts a function to one has captured it.
   */
  public static void forks(Object task) {
    if (task != null && Carrier.current().snapshot != null) {
      TaskClass type = TaskClass.of(task);
      if (!type.decidesItself && !type.isLibrarys && !type.name.startsWith(FORK_JOIN)) {
        Ownership.lost(Loss.FORKED, type);
      }
    }
  }

  /** A {@code Timer} is given a task: it is nobody's, and somebody may miss it. */
  public static void timed(Object task) {
    if (task != null && Carrier.current().snapshot != null) {
      TaskClass type = TaskClass.of(task);
      if (!type.isJdks && !type.isLibrarys) {
        Ownership.lost(Loss.TIMED, type);
      }
    }
  }

  /** From here a task is made that runs later; {@link #scheduled} follows it. */
  public static void schedulesOnce() {
    Carrier.current().scheduling = Ownership.ONCE_LATER;
  }

  /** From here a task is made that runs over and over; {@link #scheduled} follows it. */
  public static void schedulesPeriodically() {
    Carrier.current().scheduling = Ownership.PERIODICALLY;
  }

  public static void scheduled() {
    Carrier.current().scheduling = Ownership.AT_ONCE;
  }

  /**
   * A stage's function has been captured, and its executor is one that runs it later: it is
   * nobody's like all that is scheduled. No other thread knows the stage yet.
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

  /** Seen by the application again: its own object. */
  @SuppressWarnings("unchecked")
  public static <V> Callable<V> unwrap(Callable<V> task) {
    return task instanceof OfCallable ? (Callable<V>) ((OfCallable<V>) task).task : task;
  }

  // Run points: what was not wrapped runs with nothing.

  public static <V> V call(Callable<V> task) throws Exception {
    Object stranger = Carrier.pause();
    if (stranger == null) {
      return task.call();
    }
    try {
      return task.call();
    } finally {
      Carrier.goOn(stranger);
    }
  }

  public static void run(Runnable task) {
    Object stranger = Carrier.pause();
    if (stranger == null) {
      task.run();
      return;
    }
    try {
      task.run();
    } finally {
      Carrier.goOn(stranger);
    }
  }

  public static <T> T get(Supplier<T> task) {
    Object stranger = Carrier.pause();
    if (stranger == null) {
      return task.get();
    }
    try {
      return task.get();
    } finally {
      Carrier.goOn(stranger);
    }
  }

  /**
   * An executor refuses a task, on the thread that hands it over: whatever the handler runs there
   * is the task's own work, not that of the thread.
   */
  public static void refused(
      RejectedExecutionHandler handler, Runnable task, ThreadPoolExecutor executor) {
    Object stranger = Carrier.pause();
    if (stranger == null) {
      handler.rejectedExecution(task, executor);
      return;
    }
    try {
      handler.rejectedExecution(task, executor);
    } finally {
      Carrier.goOn(stranger);
    }
  }

  /** A task that was handed over runs on the thread that did so. */
  public static void runHanded(Runnable task) {
    Object snapshot = Handed.areThere() ? Handed.take(task) : null;
    Object interrupted = Strand.Nobodys.open(snapshot, task.getClass());
    try {
      task.run();
    } finally {
      Carrier.closeTask(interrupted);
    }
  }

  /** Before work of unknown owners that lets no exception out; {@link #resume} follows it. */
  public static @Nullable Object pause() {
    return Carrier.swap(null);
  }

  public static void resume(@Nullable Object stranger) {
    Carrier.swap(stranger);
  }

  private static final class OfRunnable extends Carried implements Runnable {
    OfRunnable(Runnable task, Carrier creator, TaskClass type, boolean owned) {
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
    OfCallable(Callable<V> task, Carrier creator, TaskClass type, boolean owned) {
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
    OfSupplier(Supplier<T> task, Carrier creator, TaskClass type, boolean owned) {
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
    OfFunction(Function<T, R> task, Carrier creator, TaskClass type, boolean owned) {
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
    OfBiFunction(BiFunction<T, U, R> task, Carrier creator, TaskClass type, boolean owned) {
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
    OfConsumer(Consumer<T> task, Carrier creator, TaskClass type, boolean owned) {
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
    OfBiConsumer(BiConsumer<T, U> task, Carrier creator, TaskClass type, boolean owned) {
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

  /** Whose it is, is known without a judgement; not a {@link Carried}, since it may be nobody's. */
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
        Carrier.goOnForfeited(forfeited);
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
