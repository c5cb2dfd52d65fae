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
 * What a class of task says about whose work its objects are: read once by reflection, and kept
 * with the class.
 *
 * <p>Lives in the boot loader; asked by {@link Ownership}, on threads that have a snapshot only.
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

  /** What the JDK makes of a task that is to have a thread of its own: it decides by the task. */
  private static final String RUNNER_OF_A_THREAD =
      "java.util.concurrent.ThreadPerTaskExecutor$TaskRunner";

  /** Its {@code invokeAny} makes a thread of each task with a value, by a lambda of its own. */
  private static final String VALUE_OF_INVOKE_ANY = "java.util.concurrent.ThreadPerTaskExecutor";

  /** What the JDK makes of a {@code Runnable} that is to be called: it decides by the runnable. */
  private static final String RUNNABLE_ADAPTER = "java.util.concurrent.Executors$RunnableAdapter";

  final Class<?> type;
  private final AtomicInteger told = new AtomicInteger();

  /** As an operator writes it: for a lambda, the class that it is written in. */
  final String name;

  /** Whether its objects find out by themselves, where they are made or what they contain. */
  final boolean decidesItself;

  final boolean isLibrarys;
  final boolean isJdks;

  /** Whether a framework makes them to run a request's own work elsewhere. */
  final boolean isForRequest;

  /** Whether a pool of connections or buffers keeps its objects. */
  final boolean isKept;

  final boolean isNamed;
  final boolean isDropped;

  private volatile @Nullable Boolean capturesMore;
  private volatile Field @Nullable [] fields;
  private volatile boolean closed;
  private volatile Field @Nullable [] taskFields;

  /** A task of this class that runs with a request's token, to see whether it ever ends. */
  private volatile @Nullable Carried running;

  private volatile boolean outlivesRequests;
  private volatile boolean seen;

  private TaskClass(Class<?> type, Ownership.Rules rules) {
    this.type = type;
    int lambda = type.getName().indexOf(LAMBDA);
    this.name = lambda < 0 ? type.getName() : type.getName().substring(0, lambda);
    this.decidesItself =
        Carried.isOurs(type)
            || FutureTask.class.isAssignableFrom(type)
            || CompletableFuture.AsynchronousCompletionTask.class.isAssignableFrom(type)
            || name.equals(RUNNABLE_ADAPTER)
            || name.equals(RUNNER_OF_A_THREAD);
    this.isForRequest = rules.isForRequest(name);
    this.isLibrarys = !isForRequest && rules.isLibrarys(name); // a client's, beside its server's
    this.isJdks = type.getClassLoader() == null;
    this.isKept = rules.keepsWaiting(name);
    this.isNamed = rules.carries(name);
    this.isDropped = rules.drops(name);
  }

  static TaskClass of(Object task) {
    return KNOWN.get(task.getClass());
  }

  static TaskClass of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** Whether its objects are made to run what somebody waits for. */
  boolean isMadeForRequests() {
    return isForRequest || name.equals(VALUE_OF_INVOKE_ANY);
  }

  /** For what executors are handed: futures and completions have been made elsewhere. */
  boolean isNaked() {
    return !decidesItself && !Future.class.isAssignableFrom(type);
  }

  /**
   * Whether it is a lambda or an anonymous class with more in it than the object that it is written
   * in: {@code () -> audit(user)} is, {@code this::drain} is not. What it captures was at hand
   * where it was made, so it was made for the work at hand; a named class may be anything.
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

  /** The fields that hold objects and may be read; those of a closed module may not. */
  Field[] fields() {
    Field[] known = fields;
    if (known == null) {
      fields = known = readable();
    }
    return known;
  }

  /** Those of its fields in which a task may be, as the language says, or in a container there. */
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
   * Whether there may be something in its objects that nobody here can see: they belong to a module
   * that is not open to us, such as what the JDK makes of a function, or they are proxies.
   */
  boolean isClosed() {
    fields();
    return closed;
  }

  /** By our own rights: whoever hands a task over may have fewer. */
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
        // A named module that is not open to us: nothing is known of what it holds.
        closed |= each == type || each.getClassLoader() != null;
      }
    }
    return readable;
  }

  /** Whether an object inside a task may be a task in turn, handed on under another wrapper. */
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
   * Whether the first task of this class is made just now, and a class is being initialised: that
   * happens once, in the middle of whichever request is the first to need it. Asks the stack, which
   * is dear; a class is initialised but once, so the first task of each class is enough.
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
    } catch (Throwable unreadable) { // a full stack or heap: nothing is known
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
  }

  /** Whether a task of this class is known to go on long after its request. */
  boolean outlivesRequests() {
    if (!outlivesRequests) {
      Carried longest = running;
      if (longest != null && Ownership.rules().isDetached(longest.origin())) {
        outlivesRequests = true;
        running = null; // known now, and not to be kept
      }
    }
    return outlivesRequests;
  }

  /** A task of this class wanted its token long after its request. */
  void hasOutlivedItsRequest() {
    outlivesRequests = true;
    running = null;
  }

  /** Whether nobody has been told yet. */
  boolean isFirst(Loss loss) {
    for (; ; ) {
      int before = told.get();
      if ((before & loss.bit) != 0) {
        return false;
      }
      if (told.compareAndSet(before, before | loss.bit)) {
        return true;
      }
    }
  }
}
