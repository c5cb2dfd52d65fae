package io.tokenrelay.bootstrap;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a task's class reveals about whose work its instances are: read once by reflection, and kept
 * with the class.
 *
 * <p>Lives in the boot loader; asked by {@link Ownership}, only on threads that have a snapshot.
 */
final class TaskClass {
  private static final ClassValue<TaskClass> KNOWN =
      new ClassValue<TaskClass>() {
        @Override
        protected TaskClass computeValue(Class<?> type) {
          return new TaskClass(type, Ownership.rules());
        }
      };

  private static final String LAMBDA = "$$Lambda";

  /** The JDK's wrapper for a task that gets a thread of its own; the task inside decides. */
  private static final String RUNNER_OF_A_THREAD =
      "java.util.concurrent.ThreadPerTaskExecutor$TaskRunner";

  /** Its {@code invokeAny} starts a thread for each task with a value, with a lambda of its own. */
  private static final String VALUE_OF_INVOKE_ANY = "java.util.concurrent.ThreadPerTaskExecutor";

  /** The JDK's wrapper of a {@code Runnable} as a {@code Callable}; the runnable inside decides. */
  private static final String RUNNABLE_ADAPTER = "java.util.concurrent.Executors$RunnableAdapter";

  final Class<?> type;
  private final AtomicInteger reported = new AtomicInteger();

  /** As an operator writes it: for a lambda, the class it is written in. */
  final String name;

  /** Whether its instances are judged elsewhere: where they are made, or by what they contain. */
  final boolean decidesItself;

  final boolean isLibrary;
  final boolean isJdks;

  /** Whether a framework makes its instances to run a request's own work on another thread. */
  final boolean isForRequest;

  /** Whether its instances belong to a pool of connections or buffers. */
  final boolean isKept;

  final boolean isNamed;
  final boolean isDropped;

  private volatile @Nullable Boolean capturesMore;
  private volatile Field @Nullable [] fields;
  private volatile boolean closed;
  private volatile Field @Nullable [] taskFields;

  /** A running task of this class that has a request's token, to see whether it ever ends. */
  private volatile @Nullable Carried running;

  private volatile boolean outlivesRequests;
  private volatile boolean seen;

  /** What it was judged by; an operator may change them. */
  private final Ownership.Rules rules;

  private TaskClass(Class<?> type, Ownership.Rules rules) {
    this.type = type;
    this.rules = rules;
    int lambda = type.getName().indexOf(LAMBDA);
    this.name = lambda < 0 ? type.getName() : type.getName().substring(0, lambda);
    this.decidesItself =
        Carried.isOurs(type)
            || FutureTask.class.isAssignableFrom(type)
            || CompletableFuture.AsynchronousCompletionTask.class.isAssignableFrom(type)
            || name.equals(RUNNABLE_ADAPTER)
            || name.equals(RUNNER_OF_A_THREAD);
    this.isForRequest = rules.isForRequest(name);
    this.isLibrary = !isForRequest && rules.isLibrary(name); // a library may have both
    this.isJdks = type.getClassLoader() == null;
    this.isKept = rules.keepsWaiting(name);
    this.isNamed = rules.carries(name);
    this.isDropped = rules.drops(name);
  }

  static TaskClass of(Object task) {
    return of(task.getClass());
  }

  static TaskClass of(Class<?> type) {
    TaskClass known = KNOWN.get(type);
    return known.rules == Ownership.rules() ? known : known.anew();
  }

  /**
   * By the rules of now. A task that runs is still watched; whether earlier ones have outlived
   * their requests is forgotten, since another limit may apply.
   */
  private synchronized TaskClass anew() {
    TaskClass known = KNOWN.get(type);
    if (known != this) {
      return known; // by another thread
    }
    KNOWN.remove(type);
    TaskClass anew = KNOWN.get(type);
    Carried task = running;
    if (anew != this && task != null) {
      anew.running = task;
      if (running != task) { // it has just ended
        anew.ends(task);
      }
    }
    return anew;
  }

  /** Whether its instances are made to run something that a request waits for. */
  boolean isMadeForRequests() {
    return isForRequest || name.equals(VALUE_OF_INVOKE_ANY);
  }

  /**
   * Whether to judge its instances when they are handed over; futures and completions were judged
   * when they were created.
   */
  boolean isNaked() {
    return !decidesItself && !Future.class.isAssignableFrom(type);
  }

  /**
   * Whether it is a lambda or an anonymous class that captures more than its enclosing instance:
   * {@code () -> audit(user)} does, {@code this::drain} does not. It was made from what was at
   * hand, so it was made for the work at hand; a named class may be anything.
   */
  boolean capturesMore() {
    Boolean known = capturesMore;
    if (known == null) {
      capturesMore = known = readsMore();
    }
    return known;
  }

  private boolean readsMore() {
    return AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            return hasMore();
          }
        });
  }

  private boolean hasMore() {
    try {
      boolean lambda = type.isSynthetic() && type.getName().contains(LAMBDA);
      if (!lambda && !type.isAnonymousClass()) {
        return false;
      }
      for (Field field : type.getDeclaredFields()) {
        boolean self =
            field.getType().getName().equals(lambda ? name : enclosing(type))
                || field.getName().startsWith("this$");
        if (!Modifier.isStatic(field.getModifiers()) && !self) {
          return true;
        }
      }
      return false;
    } catch (Throwable unreadable) { // a class file that reflection cannot make sense of
      return false;
    }
  }

  private static String enclosing(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return enclosing == null ? "" : enclosing.getName();
  }

  /** Its fields that hold objects and may be read; those of a closed module may not. */
  Field[] fields() {
    Field[] known = fields;
    if (known == null) {
      fields = known = readable();
    }
    return known;
  }

  /** Those of its fields whose type can hold a task, or a container of tasks. */
  Field[] taskFields() {
    Field[] known = taskFields;
    if (known == null) {
      Field[] found = {};
      for (Field field : fields()) {
        if (isTask(field.getType()) || Contents.mayBeIn(field.getType())) {
          found = java.util.Arrays.copyOf(found, found.length + 1);
          found[found.length - 1] = field;
        }
      }
      taskFields = known = found;
    }
    return known;
  }

  /**
   * Whether its instances may hold something that we cannot see: they belong to a module that is
   * not open to us (such as the JDK's wrappers of functions), or they are proxies.
   */
  boolean isClosed() {
    fields();
    return closed;
  }

  /** With our own privileges: whoever hands a task over may have fewer. */
  private Field[] readable() {
    return AccessController.doPrivileged(
        new PrivilegedAction<Field[]>() {
          @Override
          public Field[] run() {
            return found();
          }
        });
  }

  private Field[] found() {
    Field[] readable = {};
    closed = Proxy.isProxyClass(type);
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      try {
        for (Field field : each.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            readable = java.util.Arrays.copyOf(readable, readable.length + 1);
            readable[readable.length - 1] = field;
          }
        }
      } catch (Throwable unreadable) {
        // A named module that is not open to us: we do not know what it holds.
        closed |= each == type || each.getClassLoader() != null;
      }
    }
    return readable;
  }

  /** Whether an instance inside a task may itself be a task, handed on in another wrapper. */
  boolean mayBeNested() {
    return isTask(type) || type.isSynthetic();
  }

  private static boolean isTask(Class<?> type) {
    return Runnable.class.isAssignableFrom(type)
        || java.util.concurrent.Callable.class.isAssignableFrom(type)
        || java.util.function.Supplier.class.isAssignableFrom(type)
        || java.util.function.Function.class.isAssignableFrom(type)
        || java.util.function.Consumer.class.isAssignableFrom(type);
  }

  /**
   * Whether the first task of this class is being created while a class is being initialised: that
   * happens once, in the middle of whichever request needs it first. Looking at the stack is
   * expensive; a class is initialised only once, so the first task of each class is enough.
   */
  boolean isFirstInInitializer() {
    if (seen) {
      return false;
    }
    seen = true;
    try {
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        if (frame.getMethodName().equals("<clinit>")) {
          return true;
        }
      }
      return false;
    } catch (Throwable unreadable) { // stack or heap is full: assume the worst
      return true;
    }
  }

  void begins(Carried task) {
    if (running == null) {
      running = task;
    }
  }

  void ends(Carried task) {
    if (running == task) {
      running = null;
    }
    TaskClass now = KNOWN.get(type);
    if (now != this && now.running == task) {
      now.running = null;
    }
  }

  /** Whether a task of this class is known to run on long after its request. */
  boolean outlivesRequests() {
    if (!outlivesRequests) {
      Carried longest = running;
      if (longest != null && Ownership.rules().isDetached(longest.origin())) {
        outlivesRequests = true;
        running = null; // no longer needed, and must not be kept alive
      }
    }
    return outlivesRequests;
  }

  /** A task of this class wanted its token long after its request. */
  void hasOutlivedItsRequest() {
    outlivesRequests = true;
    running = null;
  }

  /** Whether this loss has not been reported for this class yet. */
  boolean isFirst(Loss loss) {
    for (; ; ) {
      int before = reported.get();
      if ((before & loss.bit) != 0) {
        return false;
      }
      if (reported.compareAndSet(before, before | loss.bit)) {
        return true;
      }
    }
  }
}
