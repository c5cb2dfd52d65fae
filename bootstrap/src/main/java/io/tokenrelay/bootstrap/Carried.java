package io.tokenrelay.bootstrap;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that carries the snapshot of the thread that created it.
 *
 * <p>Lives in the boot loader; its static methods are all that woven JDK classes call. Two halves
 * make "none is a value" true without an allocation when there is no token: {@code wrap} captures
 * at construction, and the run points ({@code call}, {@code run}, {@code get}, {@code pause}) start
 * work that was not wrapped with nothing, even on a thread that is busy with somebody else's
 * snapshot. No lambdas: they would start the JDK's invokedynamic machinery in premain. See decision
 * 002.
 */
@SuppressWarnings("overloads") // called by descriptor, from woven code
public abstract class Carried {
  final Object task;
  private final @Nullable Object snapshot;

  Carried(Object task, @Nullable Object snapshot) {
    this.task = task;
    this.snapshot = snapshot;
  }

  /** Opens this work's snapshot; hand the result to {@link #close}. */
  final @Nullable Object open() {
    return Carrier.openTask(snapshot);
  }

  static void close(@Nullable Object previous) {
    Carrier.closeTask(previous);
  }

  /** The JDK prints the tasks it holds; the application sees its own. */
  @Override
  public final String toString() {
    return task.toString();
  }

  // Capture: called where work is created.

  public static Runnable wrap(Runnable task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfRunnable(task, snapshot);
  }

  /**
   * For work that a server runs in the scope of a request object, which may serve another caller by
   * then: work of nobody is wrapped as well, and runs with nothing there.
   */
  public static Runnable wrapAlways(Runnable task) {
    return task instanceof Carried ? task : new OfRunnable(task, Carrier.snapshot());
  }

  public static <V> Callable<V> wrap(Callable<V> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfCallable<>(task, snapshot);
  }

  public static <T> Supplier<T> wrap(Supplier<T> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfSupplier<>(task, snapshot);
  }

  public static <T, R> Function<T, R> wrap(Function<T, R> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfFunction<>(task, snapshot);
  }

  public static <T, U, R> BiFunction<T, U, R> wrap(BiFunction<T, U, R> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfBiFunction<>(task, snapshot);
  }

  public static <T> Consumer<T> wrap(Consumer<T> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfConsumer<>(task, snapshot);
  }

  public static <T, U> BiConsumer<T, U> wrap(BiConsumer<T, U> task) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || leftAlone(task) ? task : new OfBiConsumer<>(task, snapshot);
  }

  /**
   * For {@code ThreadPoolExecutor.execute}: a naked task, in a queue that never looks into its
   * elements. Futures and completions have captured already; a queue that orders its elements would
   * meet a class it cannot compare.
   */
  public static Runnable wrapTask(Runnable task, BlockingQueue<Runnable> queue) {
    Object snapshot = Carrier.snapshot();
    return snapshot == null || !isNaked(task) || !isPlain(queue) || leftAlone(task)
        ? task
        : new OfRunnable(task, snapshot);
  }

  /** A periodic task: runs with nothing, and later captures leave it alone. */
  public static Runnable uncaptured(Runnable task) {
    return task == null || task instanceof Carried || Carrier.snapshot() == null
        ? task
        : new OfRunnable(task, null);
  }

  // Seen by the application again: its own object.

  public static Runnable unwrap(Runnable task) {
    return task instanceof OfRunnable ? (Runnable) ((OfRunnable) task).task : task;
  }

  public static List<Runnable> unwrapAll(List<Runnable> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      Runnable task = tasks.get(i);
      if (task instanceof OfRunnable) {
        tasks.set(i, unwrap(task));
      }
    }
    return tasks;
  }

  /** What to look for in a queue to find the task, wrapped or not. */
  public static Runnable toRemove(Runnable task) {
    return isNaked(task) && !(task instanceof Carried) ? new Sought(task) : task;
  }

  // Run points: what was not wrapped runs with nothing.

  public static <V> V call(Callable<V> task) throws Exception {
    Object stranger = Carrier.snapshot();
    if (stranger == null) {
      return task.call();
    }
    Carrier.swap(null);
    try {
      return task.call();
    } finally {
      Carrier.swap(stranger);
    }
  }

  public static void run(Runnable task) {
    Object stranger = Carrier.snapshot();
    if (stranger == null) {
      task.run();
      return;
    }
    Carrier.swap(null);
    try {
      task.run();
    } finally {
      Carrier.swap(stranger);
    }
  }

  public static <T> T get(Supplier<T> task) {
    Object stranger = Carrier.snapshot();
    if (stranger == null) {
      return task.get();
    }
    Carrier.swap(null);
    try {
      return task.get();
    } finally {
      Carrier.swap(stranger);
    }
  }

  /** Before work of unknown owners that lets no exception out; {@link #resume} follows it. */
  public static @Nullable Object pause() {
    return Carrier.swap(null);
  }

  public static void resume(@Nullable Object stranger) {
    Carrier.swap(stranger);
  }

  /** A pool's thread takes its next task: whatever an earlier one left behind is not its own. */
  public static void clear() {
    Carrier.swap(null);
  }

  /** Classes of tasks, by the beginnings of their names, that the operator wants left alone. */
  public static void exclude(String... prefixes) {
    Housekeeping.add(prefixes);
  }

  private static boolean isNaked(Runnable task) {
    return task != null
        && !(task instanceof Future)
        && !(task instanceof CompletableFuture.AsynchronousCompletionTask)
        && !(task instanceof Comparable);
  }

  private static boolean isPlain(BlockingQueue<Runnable> queue) {
    return queue instanceof LinkedBlockingQueue
        || queue instanceof SynchronousQueue
        || queue instanceof ArrayBlockingQueue
        || queue instanceof LinkedTransferQueue
        || queue instanceof LinkedBlockingDeque;
  }

  private static boolean leftAlone(Object task) {
    return task == null
        || task instanceof Carried
        || task instanceof FutureTask
        || task instanceof CompletableFuture.AsynchronousCompletionTask
        || Housekeeping.KNOWN.get(task.getClass());
  }

  private static final class OfRunnable extends Carried implements Runnable {
    OfRunnable(Runnable task, @Nullable Object snapshot) {
      super(task, snapshot);
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
    OfCallable(Callable<V> task, Object snapshot) {
      super(task, snapshot);
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
    OfSupplier(Supplier<T> task, Object snapshot) {
      super(task, snapshot);
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
    OfFunction(Function<T, R> task, Object snapshot) {
      super(task, snapshot);
    }

    @Override
    public R apply(T value) {
      Object previous = open();
      try {
        return ((Function<T, R>) task).apply(value);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfBiFunction<T, U, R> extends Carried implements BiFunction<T, U, R> {
    OfBiFunction(BiFunction<T, U, R> task, Object snapshot) {
      super(task, snapshot);
    }

    @Override
    public R apply(T first, U second) {
      Object previous = open();
      try {
        return ((BiFunction<T, U, R>) task).apply(first, second);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfConsumer<T> extends Carried implements Consumer<T> {
    OfConsumer(Consumer<T> task, Object snapshot) {
      super(task, snapshot);
    }

    @Override
    public void accept(T value) {
      Object previous = open();
      try {
        ((Consumer<T>) task).accept(value);
      } finally {
        close(previous);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static final class OfBiConsumer<T, U> extends Carried implements BiConsumer<T, U> {
    OfBiConsumer(BiConsumer<T, U> task, Object snapshot) {
      super(task, snapshot);
    }

    @Override
    public void accept(T first, U second) {
      Object previous = open();
      try {
        ((BiConsumer<T, U>) task).accept(first, second);
      } finally {
        close(previous);
      }
    }
  }

  /** Equal to a task in a queue, whether it lies there wrapped or not. */
  private static final class Sought implements Runnable {
    private final Runnable task;

    Sought(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
    }

    @Override
    public boolean equals(Object queued) {
      return task.equals(queued)
          || (queued instanceof OfRunnable && task.equals(((OfRunnable) queued).task));
    }

    @Override
    public int hashCode() {
      return task.hashCode();
    }
  }
}
