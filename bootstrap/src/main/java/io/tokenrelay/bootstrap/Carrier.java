package io.tokenrelay.bootstrap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread carries: the snapshot of the identity it works for, or none.
 *
 * <p>Lives in the boot loader; called by woven JDK classes through {@link Carried}, and by advice.
 * One mutable holder per thread, reached through an ordinary {@link ThreadLocal}: switching a field
 * costs a tenth of {@code set} and {@code remove}. Never an {@code InheritableThreadLocal}: a pool
 * thread would keep the token of the request that happened to start it.
 *
 * <p>A thread works in one of three ways, and {@link Ownership} judges what it creates accordingly:
 * as a thread <em>of the request</em> (its own, or one that a framework lends it), on an owned
 * <em>task</em> of a request, or for nobody. A task that begins to serve others (it takes from a
 * queue) <em>forfeits</em> its snapshot until it ends, whatever is opened and closed inside it.
 */
public final class Carrier {
  private static final ThreadLocal<Carrier> THREAD =
      new ThreadLocal<Carrier>() {
        @Override
        protected Carrier initialValue() {
          Carrier carrier = new Carrier();
          if (Handed.any()) {
            carrier.beginThread(Thread.currentThread());
          }
          return carrier;
        }
      };

  /** What a thread that carries nothing hands to {@link #resume}. */
  private static final Carrier EMPTY = new Carrier();

  @Nullable Object snapshot;
  private @Nullable Object exchange;
  private int depth;
  int tasks;

  /** Whether this is the request's own thread, or one that a framework lends it. */
  boolean ofRequest;

  /** What the task on this thread has lost because it began to serve others; else null. */
  private @Nullable Object forfeited;

  /**
   * The snapshot that the work on this thread does not carry, but was created by or runs in the
   * middle of; null if there is none.
   */
  private @Nullable Object aside;

  /**
   * Whether such work has taken from a queue: the owner of {@link #aside} may get it as a value.
   */
  private boolean asideServesOthers;

  /** The class of the task on this thread, for the log. */
  @Nullable Class<?> task;

  /** How the task that is being created now is scheduled; see {@link Ownership}. */
  int scheduling;

  /** The class that took something out of a queue on the request's own thread, if any did. */
  private @Nullable Class<?> taker;

  private Carrier() {}

  /**
   * This thread's carrier, brought up to date: another thread may have found that its work serves
   * others.
   */
  static Carrier current() {
    Carrier carrier = THREAD.get();
    Object snapshot = carrier.snapshot;
    if (snapshot instanceof Strand && ((Strand) snapshot).servesOthers()) {
      carrier.forfeit();
    }
    return carrier;
  }

  /** The snapshot of the request that work started here belongs to; null for nobody. */
  public static @Nullable Object snapshot() {
    return current().snapshot;
  }

  /** What work created here carries: this thread's strand, or a new one. */
  Object share() {
    Object mine = Objects.requireNonNull(snapshot);
    boolean elsewhere = isElsewhere();
    if (elsewhere && mine instanceof Strand) {
      return mine;
    }
    Strand begun = Strand.of(mine);
    if (elsewhere) { // a callback, which has none so far
      snapshot = begun;
    }
    return begun;
  }

  /** Whether this is the request's own thread, or one that a framework lends it. */
  public static boolean isOfRequest() {
    return THREAD.get().ofRequest;
  }

  /** The exchange whose request this thread is serving; null outside a request. */
  public static @Nullable Object exchange() {
    return THREAD.get().exchange;
  }

  /**
   * Opens a snapshot on this thread and returns the one to hand back when the work is done. Opens
   * nothing in a task that already serves others.
   */
  public static @Nullable Object swap(@Nullable Object snapshot) {
    Carrier carrier = current();
    Object previous = carrier.snapshot;
    if (snapshot == null && carrier.forfeited != null && carrier.isIdle()) {
      carrier.forfeited = null; // a call on a client's thread has ended; it was no task
    }
    carrier.snapshot = carrier.forfeited == null ? snapshot : null;
    return previous;
  }

  /** Sets aside what this thread carries, for work of unknown owners; {@link #goOn} follows. */
  static @Nullable Object pause() {
    Carrier carrier = current();
    Object mine = carrier.snapshot;
    if (mine != null) {
      carrier.aside = mine;
      carrier.asideServesOthers = false;
      carrier.snapshot = null;
    }
    return mine;
  }

  /** Restores what {@link #pause} set aside, unless its work serves others by now. */
  static void goOn(@Nullable Object mine) {
    if (mine == null) {
      return;
    }
    Carrier carrier = THREAD.get();
    boolean servesOthers = carrier.asideServesOthers;
    carrier.aside = null;
    carrier.asideServesOthers = false;
    if (carrier.forfeited == null) {
      carrier.snapshot = mine;
      if (servesOthers && carrier.isElsewhere()) {
        carrier.forfeit();
      }
    }
  }

  /** Whether it would change anything if the work on this thread began to serve others. */
  boolean mayServeOthers() {
    return isElsewhere() || (aside != null && !asideServesOthers);
  }

  /** The work on this thread serves others from now on, and so does the work it is part of. */
  void serveOthers() {
    if (isElsewhere()) {
      forfeit();
    } else if (aside != null) {
      asideServesOthers = true;
      if (aside instanceof Strand) {
        ((Strand) aside).forfeit();
      }
    }
  }

  /**
   * Whether the work on this thread serves others and its request may still get their jobs from it.
   * A worker that lives on does not keep the token of the request that started it.
   */
  boolean servesOthers() {
    if (aside != null && asideServesOthers && Origin.isOver(aside)) {
      aside = null;
    }
    return forfeited != null || (aside != null && asideServesOthers);
  }

  /**
   * Opens nothing, for a task that nobody owns but that owned work created; {@link #closeTask}
   * follows.
   */
  static @Nullable Object openNobodys(Object comesOf, Class<?> task) {
    Carrier carrier = current();
    Object previous = carrier.open(null, false, task);
    carrier.aside = comesOf;
    carrier.asideServesOthers = false;
    return previous;
  }

  /**
   * The request's own thread has taken something out of a queue, where anybody may have put it:
   * from now on nothing that the thread hands on is known to be the request's own, since the
   * element may be in it, however deep.
   */
  void takesOut(Class<?> taker) {
    this.taker = taker;
  }

  /**
   * The class that took something out of a queue on this request's own thread; null if none did.
   */
  @Nullable Class<?> taker() {
    return isElsewhere() ? null : taker;
  }

  private boolean isIdle() {
    return exchange == null && tasks == 0;
  }

  /** Whether owned work runs here, off the request's own thread. */
  boolean isElsewhere() {
    return snapshot != null && (exchange == null || tasks > 0);
  }

  /**
   * Opens the snapshot of a task that begins here, on a thread that may be serving somebody else's
   * request; {@link #closeTask} follows.
   */
  public static @Nullable Object openTask(@Nullable Object snapshot) {
    return THREAD.get().open(snapshot, false, null);
  }

  /** The same for a task whose class is known, or that a framework runs for its request. */
  static @Nullable Object openTask(@Nullable Object snapshot, boolean ofRequest, Class<?> task) {
    return THREAD.get().open(snapshot, ofRequest, task);
  }

  /** The snapshot of a request that is over stays shut on a thread that serves another request. */
  private @Nullable Object open(
      @Nullable Object snapshot, boolean ofRequest, @Nullable Class<?> task) {
    Object previous =
        this.snapshot == null
                && !this.ofRequest
                && forfeited == null
                && this.task == null
                && aside == null
            ? null
            : new Interrupted(this);
    Object interrupted = isElsewhere() ? this.snapshot : null;
    this.snapshot =
        snapshot != null && exchange != null && Origin.isOver(snapshot) ? null : snapshot;
    this.ofRequest = ofRequest;
    this.forfeited = null;
    this.aside = snapshot == null ? interrupted : null;
    this.asideServesOthers = false;
    this.task = task;
    tasks++;
    return previous;
  }

  public static void closeTask(@Nullable Object previous) {
    Carrier carrier = THREAD.get();
    Object lost =
        carrier.forfeited != null
            ? carrier.forfeited
            : carrier.asideServesOthers ? carrier.aside : null;
    if (previous instanceof Interrupted) {
      ((Interrupted) previous).goOn(carrier);
    } else {
      carrier.snapshot = null;
      carrier.ofRequest = false;
      carrier.forfeited = null;
      carrier.aside = null;
      carrier.task = null;
    }
    if (carrier.tasks > 0) { // else a request has begun on this thread since
      carrier.tasks--;
    }
    if (lost != null) { // the interrupted work may have what it took as a value
      if (carrier.isElsewhere() && isOfOne(lost, carrier.snapshot)) {
        carrier.forfeit();
      } else if (carrier.aside != null && isOfOne(lost, carrier.aside)) {
        carrier.serveOthers();
      }
    }
  }

  private static boolean isOfOne(Object one, @Nullable Object other) {
    Origin origin = Origin.of(one);
    return origin == null ? Strand.whole(one) == Strand.whole(other) : origin == Origin.of(other);
  }

  /** A thread that was started for a request begins with the task it was started for. */
  private void beginThread(Thread thread) {
    Object started = Handed.take(thread);
    if (started instanceof StartedTask) {
      StartedTask task = (StartedTask) started;
      if (task.snapshot instanceof Strand.Nobodys) {
        open(null, false, task.type);
        aside = ((Strand.Nobodys) task.snapshot).comesOf();
      } else {
        open(task.snapshot, false, task.type);
      }
    }
  }

  /** What we know of a thread that was started for a task. */
  static final class StartedTask {
    private final Object snapshot;
    private final Class<?> type;

    StartedTask(Object snapshot, Class<?> type) {
      this.snapshot = snapshot;
      this.type = type;
    }
  }

  /** The task on this thread serves others from now on: it carries nothing until it ends. */
  void forfeit() {
    if (snapshot instanceof Strand) {
      ((Strand) snapshot).forfeit();
    }
    forfeited = snapshot;
    snapshot = null;
    ofRequest = false;
  }

  /** The task that begins here continues work that already served others. */
  static void goOnForfeited(Object snapshot) {
    THREAD.get().forfeited = snapshot;
  }

  /**
   * What the task on this thread has lost because it began to serve others; null while it has not.
   * If the work continues in further pieces, they have lost it, too.
   */
  public static @Nullable Object forfeited() {
    return current().forfeited;
  }

  /**
   * The request that gets what this thread takes out of a queue, serving others or not; null for
   * none.
   */
  @Nullable Origin takesFor() {
    return Origin.of(snapshot != null ? snapshot : forfeited != null ? forfeited : aside);
  }

  /**
   * The exchange that everything on this thread must belong to: the one it is serving, unless the
   * thread is lent to a task of another request right now (a pool runs a refused task on its
   * caller's thread, or a thread that waits for a task runs it itself); then null.
   */
  public static @Nullable Object soleExchange() {
    Carrier carrier = THREAD.get();
    return carrier.tasks == 0 ? carrier.exchange : null;
  }

  /**
   * Begins to serve an exchange on this thread. A nested dispatch of the same exchange only adds a
   * level; anything else found here is left over from earlier work and is dropped.
   *
   * @return whether a leftover was dropped
   */
  public static boolean enter(Object exchange, @Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    if (carrier.exchange == exchange && carrier.depth > 0) {
      carrier.depth++;
      return false;
    }
    boolean leftover = carrier.snapshot != null || carrier.exchange != null;
    carrier.take(exchange, snapshot, 1);
    carrier.tasks = 0; // even if the server runs the request as a task
    return leftover;
  }

  /**
   * Ends what {@link #enter} began. Leaving the outermost level, or an exchange not entered here,
   * empties the thread.
   */
  public static void exit(Object exchange) {
    Carrier carrier = THREAD.get();
    if (carrier.exchange == exchange && --carrier.depth > 0) {
      return;
    }
    carrier.take(null, null, 0);
  }

  /**
   * Serves another part of a request that was received before, on a thread that may be in the
   * middle of something else: one request may well end another's wait.
   *
   * @return what to hand to {@link #resume} when the part is over
   */
  public static Object reenter(Object exchange, @Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    Carrier before = EMPTY;
    if (carrier.exchange != null
        || carrier.snapshot != null
        || carrier.tasks != 0
        || carrier.forfeited != null) {
      before = new Carrier();
      before.takeAllOf(carrier);
    }
    carrier.take(exchange, snapshot, 1);
    carrier.tasks = 0;
    return before;
  }

  /** Restores what {@link #reenter} found, whatever is on the thread now. */
  public static void resume(Object suspended) {
    THREAD.get().takeAllOf((Carrier) suspended);
  }

  /** Takes everything off the thread; a task that runs on it still closes itself. */
  public static void clear() {
    THREAD.get().take(null, null, 0);
  }

  /** A pool's thread is between two tasks: the next one inherits nothing from the last. */
  static void betweenTasks() {
    Carrier carrier = THREAD.get();
    carrier.take(carrier.exchange, null, carrier.depth);
    carrier.tasks = 0;
  }

  private void take(@Nullable Object exchange, @Nullable Object snapshot, int depth) {
    this.exchange = exchange;
    this.snapshot = snapshot;
    this.depth = depth;
    this.ofRequest = snapshot != null;
    this.forfeited = null;
    this.aside = null;
    this.task = null;
    this.scheduling = 0;
    this.taker = null;
  }

  private void takeAllOf(Carrier other) {
    take(other.exchange, other.snapshot, other.depth);
    taker = other.taker;
    tasks = other.tasks;
    ofRequest = other.ofRequest;
    forfeited = other.forfeited;
    aside = other.aside;
    asideServesOthers = other.asideServesOthers;
    task = other.task;
  }

  /** What a thread was doing when it was lent to a task. */
  private static final class Interrupted {
    private final @Nullable Object snapshot;
    private final boolean ofRequest;
    private final @Nullable Object forfeited;
    private final @Nullable Object aside;
    private final boolean asideServesOthers;
    private final @Nullable Class<?> task;

    Interrupted(Carrier carrier) {
      this.snapshot = carrier.snapshot;
      this.ofRequest = carrier.ofRequest;
      this.forfeited = carrier.forfeited;
      this.aside = carrier.aside;
      this.asideServesOthers = carrier.asideServesOthers;
      this.task = carrier.task;
    }

    void goOn(Carrier carrier) {
      carrier.snapshot = snapshot;
      carrier.ofRequest = ofRequest;
      carrier.forfeited = forfeited;
      carrier.aside = aside;
      carrier.asideServesOthers = asideServesOthers;
      carrier.task = task;
    }
  }
}
