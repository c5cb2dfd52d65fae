package io.tokenrelay.bootstrap;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose work is a task? A thread carries a token only where it is <em>known</em> that the work is
 * the request's own; what may be somebody else's carries nothing.
 *
 * <p>Handing a task over does not make it the request's: serial executors, mailboxes, promises and
 * lazily started workers hand over, in the middle of one request, what belongs to others. So a task
 * is owned if it has a value that its creator waits for; if the request's own thread makes it from
 * what it has at hand; if it holds the object through which the request is answered; or if the
 * operator names it. See decision 026.
 *
 * <p>Lives in the boot loader; {@link Carried} asks it where work is created, and only on a thread
 * that has a snapshot.
 */
public final class Ownership {
  /** Values of {@link Carrier#scheduling}: how a task is created. */
  static final int AT_ONCE = 0;

  static final int ONCE_LATER = 1;
  static final int PERIODICALLY = 2;

  private static final int NESTED = 3;
  private static final int IN_EACH_OTHER = 2;

  private static volatile Rules rules = new Rules();
  private static volatile @Nullable LossListener listener;

  private Ownership() {}

  /** Called by the agent when it starts, before any work is created for a request. */
  public static void install(Rules rules, LossListener listener) {
    Ownership.rules = rules;
    Ownership.listener = listener;
  }

  /** Uses other rules from the next task on, for every class of tasks. */
  public static void use(Rules rules) {
    Ownership.rules = rules;
  }

  static Rules rules() {
    return rules;
  }

  /**
   * An object through which this thread's request is answered has been constructed: a task that
   * holds it is that request's work. Only for objects that answer one request and are then thrown
   * away.
   */
  public static void answeredThrough(Object response) {
    Origin origin = Origin.of(Carrier.snapshot());
    if (origin != null) {
      origin.answeredThrough(response);
    } else if (Carrier.exchange() != null) {
      Origin.answersNobody(response);
    }
  }

  /**
   * The task on this thread wanted its token too long after its request: no task of its class is
   * carried again.
   */
  public static void outlived() {
    Class<?> task = Carrier.current().task;
    if (task != null) {
      TaskClass type = TaskClass.of(task);
      type.hasOutlivedItsRequest();
      lost(Loss.OUTLIVES_REQUESTS, type);
    }
  }

  /** Work with a value: its creator waits for the value or hands it on. */
  static boolean ofWorkWithValue(Object task, TaskClass type, Worker worker) {
    return mayBe(type, worker)
        && (type.isNamed
            || ((type.isMadeForRequests()
                    || (worker.scheduling == AT_ONCE && !rules.requestOnly)
                    || provenOrLost(task, type, worker, Loss.SCHEDULED))
                && isNotOthersOrLost(task, type, worker)));
  }

  /** Work without a value: the request's if its own thread makes it from what it has at hand. */
  static boolean ofWorkWithoutValue(Object task, TaskClass type, Worker worker) {
    return mayBe(type, worker)
        && (type.isNamed
            || ((type.isMadeForRequests()
                    || (worker.scheduling == AT_ONCE
                        && worker.ofRequest
                        && !rules.requestOnly
                        && type.capturesMore())
                    || provenOrLost(
                        task,
                        type,
                        worker,
                        worker.scheduling == AT_ONCE ? Loss.NO_VALUE : Loss.SCHEDULED))
                && isNotOthersOrLost(task, type, worker)));
  }

  /** Work that has been captured, but that its executor schedules for later. */
  static boolean ofDelayedWork(Object task, TaskClass type, @Nullable Origin origin) {
    return type.isNamed
        || type.isMadeForRequests()
        || (origin != null && origin.hasResponses() && holds(task, type, origin, NESTED))
        || lost(type.isJdks ? Loss.LIBRARY : Loss.SCHEDULED, type);
  }

  /** A task that is handed to an executor or a thread as it is. */
  static boolean ofHandedTask(Object task, TaskClass type, Worker worker) {
    return mayBe(type, worker)
        && (type.isNamed
            || ((type.isMadeForRequests() || provenOrLost(task, type, worker, Loss.HANDED_OVER))
                && isNotOthersOrLost(task, type, worker)));
  }

  /** A task that gets a thread of its own. */
  static boolean ofStartedTask(Object task, TaskClass type, Worker worker) {
    Origin origin = Origin.of(worker.snapshot);
    return mayBe(type, worker)
        && (type.isNamed
            || ((type.isMadeForRequests()
                    || (!rules.requestOnly
                        && origin != null
                        && origin.hasResponses()
                        && holds(task, type, origin, 0)))
                && isNotOthersOrLost(task, type, worker))
            || lost(rules.requestOnly ? Loss.NOT_THE_REQUEST : Loss.HANDED_OVER, type));
  }

  /**
   * What a library's own kind of work (a subscriber, a coroutine) carries when this thread hands it
   * over: what a task would carry in its place.
   */
  public static @Nullable Object ofHandedWork(Object work) {
    return ofHandedPieces(new Object[] {work});
  }

  /**
   * The same for work in several pieces. It is known by the first piece that is the application's,
   * or has one of the application's functions in it.
   */
  public static @Nullable Object ofHandedPieces(Object[] pieces) {
    Worker worker = Carrier.current();
    Object snapshot = worker.snapshot;
    if (snapshot == null) {
      return null;
    }
    TaskClass known = knownBy(pieces);
    boolean owned =
        mayBe(known, worker)
            && (known.isNamed
                || ((known.isMadeForRequests()
                        || (!rules.requestOnly && anyHolds(pieces, Origin.of(snapshot)))
                        || lost(Loss.HANDED_OVER, known))
                    && (worker.taker() == null || takenOut(known, worker))));
    return owned ? worker.share() : null;
  }

  private static TaskClass knownBy(Object[] pieces) {
    TaskClass known = null;
    for (Object piece : pieces) {
      TaskClass type = TaskClass.of(piece);
      known = type.isLibrary ? insideOf(piece, type) : type;
      if (!known.isLibrary) {
        break;
      }
    }
    return known == null ? TaskClass.of(Object.class) : known;
  }

  private static boolean anyHolds(Object[] pieces, @Nullable Origin origin) {
    if (origin != null && origin.hasResponses()) {
      for (Object piece : pieces) {
        if (holds(piece, TaskClass.of(piece), origin, NESTED)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same for work with a value, which this thread waits for or hands on. */
  public static @Nullable Object ofWorkWithValue(Object work) {
    Worker worker = Carrier.current();
    return worker.snapshot != null && ofWorkWithValue(work, TaskClass.of(work), worker)
        ? worker.share()
        : null;
  }

  /**
   * Whether work that this thread hands on, such as a callback, is known to be somebody else's: it
   * came out of a queue in this request, or holds what another request is answered through.
   */
  public static boolean isOthers(Object work) {
    Worker worker = Carrier.current();
    if (worker.snapshot == null) {
      return false;
    }
    TaskClass type = TaskClass.of(work);
    return !isNotOthersOrLost(work, type, worker);
  }

  /**
   * What a chain or coroutine carries that this thread begins and that is kept as a future: it goes
   * on while the thread does something else.
   *
   * @param work what names it in the log
   */
  public static @Nullable Object ofKeptWork(Object work) {
    Worker worker = Carrier.current();
    if (worker.snapshot != null && worker.taker() != null) {
      takenOut(insideOf(work, TaskClass.of(work)), worker);
      return null;
    }
    return worker.snapshot;
  }

  /** The class by which an application knows such work: that of the first function in it. */
  private static TaskClass insideOf(Object work, TaskClass type) {
    for (Field field : type.fields()) {
      try {
        Object value = field.get(work);
        TaskClass inside = value == null ? type : TaskClass.of(value);
        if (inside.mayBeNested() && !inside.isLibrary && !inside.isJdks) {
          return inside;
        }
      } catch (Throwable unreadable) {
        // The next one may be.
      }
    }
    return type;
  }

  /** False for work that nothing can make owned. */
  private static boolean mayBe(TaskClass type, Worker worker) {
    if (type.decidesItself) {
      return false;
    }
    if (type.isLibrary) {
      return lost(Loss.LIBRARY, type);
    }
    if (type.isDropped) {
      return lost(Loss.NAMED, type);
    }
    if (type.isFirstInInitializer() && !type.isNamed) {
      return lost(Loss.INITIALIZING, type);
    }
    if (worker.scheduling == PERIODICALLY) {
      return lost(Loss.PERIODIC, type);
    }
    if (Origin.isOver(worker.snapshot)) {
      return lost(Loss.REQUEST_OVER, type);
    }
    return !type.outlivesRequests() || lost(Loss.OUTLIVES_REQUESTS, type);
  }

  private static boolean isNotOthersOrLost(Object task, TaskClass type, Worker worker) {
    return holdsLibraryTask(task, type, NESTED)
        ? lost(Loss.LIBRARY, type)
        : !isOthers(task, type, worker) || takenOut(type, worker);
  }

  /**
   * Whether a task may be somebody else's. If the request's own thread has taken something out of a
   * queue, where anybody may have put it, whatever it hands on may contain that. Otherwise the task
   * may hold what other work of the request took out, or what another request is answered through.
   */
  static boolean isOthers(Object task, TaskClass type, Worker worker) {
    if (worker.taker() != null) {
      return true;
    }
    Origin origin = Origin.of(worker.snapshot);
    boolean elsewhere = origin != null && origin.hasTakenOut();
    if (!elsewhere && !Origin.othersMayBeAnswered()) {
      return false;
    }
    Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
    if (origin != null) {
      origin.addTakenOutTo(others);
    }
    return others.contains(task) || holdsOthers(task, type, others, origin, NESTED);
  }

  /**
   * Looks into nested tasks up to {@link #NESTED} levels deep, into the task's other objects one
   * level, since an object of the application may keep what it took in a field, and into the
   * objects in a collection that the task captures. A task that cannot be looked into may hold any
   * of the others' objects.
   */
  private static boolean holdsOthers(
      Object task, TaskClass type, Set<Object> others, @Nullable Origin origin, int deeper) {
    boolean isWork = !type.decidesItself && (deeper == NESTED || type.mayBeNested());
    if (isWork && !others.isEmpty() && type.isClosed()) {
      return true; // it may hold one of them
    }
    for (Field field : type.fields()) {
      Object value;
      try {
        value = field.get(task);
      } catch (Throwable unreadable) {
        continue;
      }
      if (value == null || value == task || isPlain(value)) {
        continue;
      }
      if (isOthers(value, others, origin)
          || ((deeper == NESTED || value instanceof Object[]) // the arguments of a method
              && anyHoldsOthers(Contents.of(value), others, origin, IN_EACH_OTHER))) {
        return true;
      }
      if (deeper > 0) {
        TaskClass nested = TaskClass.of(value);
        boolean mayHold = nested.mayBeNested();
        if ((mayHold || !nested.isJdks)
            && holdsOthers(value, nested, others, origin, mayHold ? deeper - 1 : 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a library's own task is inside: the executor that the library was given wrapped it, on
   * whichever thread had something to do for the library.
   */
  private static boolean holdsLibraryTask(Object task, TaskClass type, int deeper) {
    for (Field field : type.taskFields()) {
      try {
        Object value = field.get(task);
        if (value != null && value != task && isLibrary(value, deeper)) {
          return true;
        }
      } catch (Throwable unreadable) {
        // The next one may be.
      }
    }
    return false;
  }

  private static boolean isLibrary(Object value, int deeper) {
    TaskClass nested = TaskClass.of(value);
    if (nested.mayBeNested()) {
      return nested.isLibrary || (deeper > 1 && holdsLibraryTask(value, nested, deeper - 1));
    }
    for (Object inside : Contents.of(value)) {
      if (inside != null && TaskClass.of(inside).isLibrary && TaskClass.of(inside).mayBeNested()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOthers(Object value, Set<Object> others, @Nullable Origin origin) {
    return others.contains(value) || Origin.answersAnother(value, origin);
  }

  /**
   * @param deeper how many more levels of nested containers to look into
   */
  private static boolean anyHoldsOthers(
      @Nullable Object[] values, Set<Object> others, @Nullable Origin origin, int deeper) {
    for (Object value : values) {
      if (value != null
          && !isPlain(value)
          && (isOthers(value, others, origin)
              || keepsOthers(value, others, origin)
              || (deeper > 0 && anyHoldsOthers(Contents.of(value), others, origin, deeper - 1)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the application's objects has such a value in a field. */
  private static boolean keepsOthers(Object value, Set<Object> others, @Nullable Origin origin) {
    TaskClass type = TaskClass.of(value);
    return !type.isJdks && holdsOthers(value, type, others, origin, 0);
  }

  /** Whether a value is, or holds, what a request other than {@code origin} is answered through. */
  static boolean answersAnother(Object value, Origin origin) {
    Set<Object> none = Collections.emptySet();
    return !isPlain(value)
        && (Origin.answersAnother(value, origin)
            || keepsOthers(value, none, origin)
            || anyHoldsOthers(Contents.of(value), none, origin, IN_EACH_OTHER));
  }

  /** Values that many objects share, and that therefore prove nothing. */
  private static boolean isPlain(Object value) {
    return value instanceof Boolean
        || value instanceof Number
        || value instanceof Character
        || value instanceof Enum
        || value instanceof Class
        || value instanceof ClassLoader
        || value instanceof Thread;
  }

  private static boolean provenOrLost(Object task, TaskClass type, Worker worker, Loss loss) {
    if (type.isJdks) { // an operator could not name it
      return lost(Loss.LIBRARY, type);
    }
    if (rules.requestOnly) {
      return lost(Loss.NOT_THE_REQUEST, type);
    }
    Origin origin = Origin.of(worker.snapshot);
    return (origin != null && origin.hasResponses() && holds(task, type, origin, NESTED))
        || lost(loss, type);
  }

  /** Whether a task, or a task inside it, holds an object through which the request is answered. */
  private static boolean holds(Object task, TaskClass type, Origin origin, int deeper) {
    for (Field field : type.fields()) {
      Object value;
      try {
        value = field.get(task);
      } catch (Throwable unreadable) {
        continue;
      }
      if (value == null) {
        continue;
      }
      if (origin.isAnsweredThrough(value)) {
        return true;
      }
      if (deeper > 0 && value != task) {
        TaskClass nested = TaskClass.of(value);
        if (nested.mayBeNested() && holds(value, nested, origin, deeper - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Reports a loss because this thread has taken something out of a queue. Always false. */
  private static boolean takenOut(TaskClass type, Worker worker) {
    LossListener current = listener;
    if (current != null) {
      Class<?> taker = worker.taker();
      current.lost(
          Loss.TAKEN_OUT,
          type.name,
          taker == null ? null : TaskClass.of(taker).name,
          type.isFirst(Loss.TAKEN_OUT));
    }
    return false;
  }

  /** Reports a loss. Always false, for the caller to return. */
  static boolean lost(Loss loss, TaskClass type) {
    LossListener current = listener;
    if (current != null) {
      current.lost(loss, type.name, null, type.isFirst(loss));
    }
    return false;
  }

  static void servesOthers(@Nullable Class<?> task, Class<?> caller) {
    LossListener current = listener;
    if (current != null) {
      TaskClass type = TaskClass.of(task == null ? caller : task);
      current.lost(
          Loss.SERVES_OTHERS,
          type.name,
          TaskClass.of(caller).name,
          type.isFirst(Loss.SERVES_OTHERS));
    }
  }

  /** What the operator and the instrumentations specify about classes of tasks. Immutable. */
  public static final class Rules {
    private final ClassNames carry;
    private final ClassNames drop;
    private final ClassNames keepWaiting;
    private final String[] libraries;
    private final String[] forRequests;
    private final boolean requestOnly;
    private final long detachedMaxMillis;

    Rules() {
      this(
          ClassNames.NONE,
          ClassNames.NONE,
          ClassNames.NONE,
          new String[0],
          new String[0],
          false,
          30_000);
    }

    /**
     * @param carry classes of tasks that belong to their request
     * @param drop classes of tasks that belong to nobody
     * @param keepWaiting classes that take from queues without serving others
     * @param libraries name prefixes of libraries' own tasks
     * @param forRequests name prefixes of tasks that frameworks run for a request
     * @param requestOnly whether only the request's own threads carry
     * @param detachedMaxMillis how long owned work may outlive its request
     */
    public Rules(
        ClassNames carry,
        ClassNames drop,
        ClassNames keepWaiting,
        String[] libraries,
        String[] forRequests,
        boolean requestOnly,
        long detachedMaxMillis) {
      this.carry = carry;
      this.drop = drop;
      this.keepWaiting = keepWaiting;
      this.libraries = libraries.clone();
      this.forRequests = forRequests.clone();
      this.requestOnly = requestOnly;
      this.detachedMaxMillis = detachedMaxMillis;
    }

    boolean carries(String name) {
      return carry.contain(name);
    }

    /** Whether the operator names any class of tasks to carry. */
    boolean carriesNames() {
      return !carry.isEmpty();
    }

    boolean drops(String name) {
      return drop.contain(name);
    }

    boolean isLibrary(String name) {
      return beginsWithAny(libraries, name);
    }

    boolean isForRequest(String name) {
      return beginsWithAny(forRequests, name);
    }

    private static boolean beginsWithAny(String[] beginnings, String name) {
      for (String beginning : beginnings) {
        if (name.startsWith(beginning)) {
          return true;
        }
      }
      return false;
    }

    boolean keepsWaiting(String name) {
      return keepWaiting.contain(name);
    }

    boolean isDetached(@Nullable Origin origin) {
      return origin != null && origin.isOver() && origin.overForMillis() > detachedMaxMillis;
    }
  }
}
