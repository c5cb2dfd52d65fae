package io.tokenrelay.bootstrap;

import java.nio.Buffer;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Called by the JDK's queues when something is taken out of them, and wherever threads wait for
 * others.
 *
 * <p>An owned task that takes from a queue does the work of whoever put it there: a worker, a
 * mailbox, an event loop, started in one request by chance. It carries nothing from then on. The
 * request's own thread is exempt, but what it takes out is not its own work, and is not carried as
 * such when it is handed on. Also exempt are direct callers in the JDK (a pool's worker takes its
 * next task) and callers that are known to take what they need for themselves: a connection, a
 * buffer.
 *
 * <p>Lives in the boot loader. Outside owned tasks it costs one look at the thread's worker.
 */
public final class Queues {
  /** Null until it is prepared for, or needed. */
  private static volatile @Nullable Callers callers;

  /** The loader of the JDK's other modules (of its extensions on Java 8), if any. */
  private static final @Nullable ClassLoader PLATFORM =
      ClassLoader.getSystemClassLoader().getParent();

  private Queues() {}

  /**
   * Makes ready to see who calls a queue, which takes Java some milliseconds. Called once the
   * application serves, with none of its code on the stack.
   */
  public static void prepare() {
    if (callers == null) {
      callers = new Callers(stack());
    }
  }

  private static @Nullable Stack stack() {
    try {
      return AccessController.doPrivileged(
          new PrivilegedExceptionAction<Stack>() {
            @Override
            public Stack run() throws ReflectiveOperationException {
              return Stack.ofThisJava();
            }
          });
    } catch (Throwable forbidden) {
      return null;
    }
  }

  /** An element has been taken out; null if there was none. */
  public static void removed(@Nullable Object element) {
    if (element == null) {
      return;
    }
    Worker worker = Carrier.current();
    boolean may = worker.mayServeOthers();
    if ((!may && worker.snapshot == null && !worker.servesOthers()) || isBuffer(element)) {
      return;
    }
    if (!may && worker.snapshot != null) {
      takesOut(worker, element);
      noteFor(worker.takesFor(), element);
    } else if (!may || judge(worker, true)) {
      noteFor(worker.takesFor(), element);
    }
  }

  /** Remembers an element that other work of the request may get as a value. */
  private static void noteFor(@Nullable Origin origin, Object element) {
    if (origin != null && !TaskClass.of(element).isKept) {
      origin.takesOut(element);
    }
  }

  /**
   * A request's work receives a value, from a future or as a stage's argument. It may be, or hold,
   * what other work of the request took out of a queue, or what another request is answered
   * through.
   */
  public static void received(@Nullable Object value) {
    if (value == null) {
      return;
    }
    Worker worker = Carrier.current();
    if (worker.isElsewhere()) {
      Origin origin = Origin.of(worker.snapshot);
      if (origin != null
          && (origin.isBroughtBy(value)
              || (Origin.othersMayBeAnswered() && Ownership.answersAnother(value, origin)))) {
        servesOthers(worker, value.getClass());
      }
    }
  }

  /** A number of elements have been taken out or looked at in bulk, and we cannot see which. */
  public static void drained(int elements) {
    if (elements > 0) {
      Worker worker = Carrier.current();
      if (worker.mayServeOthers()) {
        judge(worker, true);
      } else if (worker.snapshot != null) {
        takesOut(worker);
      }
    }
  }

  /** An element has been taken out, if {@code whether} is not 0. */
  public static void removed(int whether, @Nullable Object element) {
    if (whether != 0) {
      removed(element);
    }
  }

  /** All elements are about to be looked at: each may be run in place, or handed on. */
  public static void looks(Object queue) {
    Worker worker = Carrier.current();
    if (worker.mayServeOthers()) {
      judge(worker, true);
    } else if (worker.snapshot != null && !isEmpty(queue)) {
      takesOut(worker);
    }
  }

  /** An iterator hands on its remaining elements. */
  public static void looksAtTheRest() {
    Worker worker = Carrier.current();
    if (worker.mayServeOthers()) {
      judge(worker, true);
    } else if (worker.snapshot != null) {
      takesOut(worker);
    }
  }

  /** Asks only the JDK's own classes: an application's may do anything, even call back here. */
  private static boolean isEmpty(Object queue) {
    return queue.getClass().getClassLoader() == null && ((Collection<?>) queue).isEmpty();
  }

  /**
   * Records that the request's own thread took something out. A pool's entry (a connection) is
   * nobody's work, and a future keeps its creator, whoever runs it: neither counts.
   */
  private static void takesOut(Worker worker, Object element) {
    TaskClass type = TaskClass.of(element);
    if (!type.isKept && !type.decidesItself) {
      takesOut(worker);
    }
  }

  private static void takesOut(Worker worker) {
    if (worker.taker() == null) {
      Class<?> caller = caller(true);
      if (!keeps(caller)) {
        worker.takesOut(caller == null ? Object.class : caller);
      }
    }
  }

  /** The thread waits for a signal from others. */
  public static void waits() {
    Worker worker = Carrier.current();
    if (worker.mayServeOthers()) {
      judge(worker, false);
    }
  }

  /** Returns whether the work on this thread serves others from now on. */
  private static boolean judge(Worker worker, boolean removal) {
    Class<?> caller = caller(removal);
    if (keeps(caller)) {
      return false;
    }
    servesOthers(worker, caller == null ? Object.class : caller);
    return true;
  }

  private static void servesOthers(Worker worker, Class<?> caller) {
    Class<?> task = worker.task;
    worker.serveOthers();
    Ownership.servesOthers(task, caller);
  }

  /** The work on this thread waits for others by means other than the JDK's queues. */
  public static void servesOthers(Class<?> means) {
    Worker worker = Carrier.current();
    if (worker.mayServeOthers()) {
      servesOthers(worker, means);
    }
  }

  /** Null if unknown. */
  private static @Nullable Class<?> caller(boolean removal) {
    Callers stack = callers;
    if (stack == null) {
      prepare();
      stack = callers;
    }
    return stack == null ? null : stack.caller(removal);
  }

  /** Whether a caller is known to take what it needs for itself. */
  private static boolean keeps(@Nullable Class<?> caller) {
    return caller != null && (isJdks(caller) || TaskClass.of(caller).isKept);
  }

  /** Buffers are nobody's work. */
  private static boolean isBuffer(Object element) {
    return element instanceof Buffer || element instanceof byte[] || element instanceof char[];
  }

  private static boolean isJdks(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }

  /** Finds who called a queue. */
  private static final class Callers {
    /** Null if the agent may not look: then every caller is unknown. */
    private final @Nullable Stack classes;

    Callers(@Nullable Stack classes) {
      this.classes = classes;
    }

    /**
     * The class that called the woven class.
     *
     * @param removal whether to skip the JDK's collections in between: {@code AbstractQueue.remove}
     *     calls {@code poll}, but is not the one that takes
     */
    @Nullable Class<?> caller(boolean removal) {
      Class<?>[] stack = classes == null ? new Class<?>[0] : classes.classes();
      int at = 0;
      while (at < stack.length && (isOurs(stack[at]) || isReflection(stack[at]))) {
        at++;
      }
      if (at == stack.length) {
        return null;
      }
      Class<?> woven = stack[at];
      while (at < stack.length
          && (stack[at] == woven
              || isReflection(stack[at])
              || (removal && isJdksCollection(stack[at])))) {
        at++;
      }
      return at == stack.length ? null : stack[at];
    }

    /**
     * Classes of the JDK that hand on what they take out: collections and their helpers, streams,
     * and some executors.
     */
    private static boolean isJdksCollection(Class<?> type) {
      return type.getClassLoader() == null
          && (isInJavaUtil(type.getName())
              || Iterable.class.isAssignableFrom(type)
              || Iterator.class.isAssignableFrom(type)
              || Spliterator.class.isAssignableFrom(type)
              || type.getName().startsWith("java.util.stream.")
              || type == ExecutorCompletionService.class
              || type == ThreadPoolExecutor.class
              || type == ScheduledThreadPoolExecutor.class
              || type.getName().startsWith("java.util.concurrent.Executors$"));
    }

    private static boolean isInJavaUtil(String name) {
      return name.startsWith("java.util.") && name.indexOf('.', "java.util.".length()) < 0;
    }

    private static boolean isOurs(Class<?> type) {
      return type.getClassLoader() == null && type.getName().startsWith("io.tokenrelay.bootstrap.");
    }

    private static boolean isReflection(Class<?> type) {
      String name = type.getName();
      return type.getClassLoader() == null
          && (name.startsWith("java.lang.reflect.")
              || name.startsWith("java.lang.invoke.")
              || name.startsWith("jdk.internal.reflect.")
              || name.startsWith("sun.reflect."));
    }
  }
}
