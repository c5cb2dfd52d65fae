package io.tokenrelay.bootstrap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thread, and what it works on: for which request, on which task, and what that task has lost.
 *
 * <p>A thread works in one of three ways, and {@link Ownership} judges what it creates accordingly:
 * as a thread <em>of the request</em> (its own, or one that a framework lends it), on an owned
 * <em>task</em> of a request, or for nobody. A task that begins to serve others (it takes from a
 * queue) <em>forfeits</em> its snapshot until it ends, whatever is opened and closed inside it.
 *
 * <p>Reached through {@link Carrier}, and only by its own thread, so nothing here is synchronized.
 * Package-private fields rather than accessors: the interpreter runs this before it is compiled.
 */
final class Worker {
  @Nullable Object snapshot;

  /** The exchange whose request this thread is serving; null outside a request. */
  @Nullable Object exchange;

  /** How many dispatches of that exchange are under way, one inside the other. */
  int depth;

  /** How many tasks are open, one inside the other. */
  int tasks;

  /** Whether this is the request's own thread, or one that a framework lends it. */
  boolean ofRequest;

  /** What the task on this thread has lost because it began to serve others; else null. */
  @Nullable Object forfeited;

  /** See {@link Aside}: the snapshot that the work on this thread comes of but does not carry. */
  @Nullable Object aside;

  /**
   * Whether such work has taken from a queue: the owner of {@link #aside} may get it as a value.
   */
  boolean asideServesOthers;

  /** The class of the task on this thread, for the log. */
  @Nullable Class<?> task;

  /** Whether the agent is making a request of its own here; see {@link OwnFetch}. */
  boolean fetches;

  /** How the task that is being created now is scheduled; see {@link Ownership}. */
  int scheduling;

  /** The class that took something out of a queue on the request's own thread, if any did. */
  private @Nullable Class<?> taker;

  /** Whether owned work runs here, off the request's own thread. */
  boolean isElsewhere() {
    return snapshot != null && (exchange == null || tasks > 0);
  }

  boolean isIdle() {
    return exchange == null && tasks == 0;
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

  /**
   * Begins a task. The snapshot of a request that is over stays shut on a thread that serves
   * another request.
   *
   * @return what to hand to {@link #close}
   */
  @Nullable Object open(@Nullable Object snapshot, boolean ofRequest, @Nullable Class<?> task) {
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

  /** Ends the task, and goes on with what it interrupted. */
  void close(@Nullable Object previous) {
    Object lost = forfeited != null ? forfeited : asideServesOthers ? aside : null;
    if (previous instanceof Interrupted) {
      ((Interrupted) previous).goOn(this);
    } else {
      snapshot = null;
      ofRequest = false;
      forfeited = null;
      aside = null;
      task = null;
    }
    if (tasks > 0) { // else a request has begun on this thread since
      tasks--;
    }
    if (lost != null) { // the interrupted work may have what it took as a value
      if (isElsewhere() && isOfOne(lost, snapshot)) {
        forfeit();
      } else if (aside != null && isOfOne(lost, aside)) {
        serveOthers();
      }
    }
  }

  private static boolean isOfOne(Object one, @Nullable Object other) {
    Origin origin = Origin.of(one);
    return origin == null ? Strand.whole(one) == Strand.whole(other) : origin == Origin.of(other);
  }

  /** A pool's thread is between two tasks: the next one inherits nothing from the last. */
  void betweenTasks() {
    take(exchange, null, depth);
    tasks = 0;
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

  /** The task on this thread serves others from now on: it carries nothing until it ends. */
  void forfeit() {
    if (snapshot instanceof Strand) {
      ((Strand) snapshot).forfeit();
    }
    forfeited = snapshot;
    snapshot = null;
    ofRequest = false;
  }

  /**
   * The request that gets what this thread takes out of a queue, serving others or not; null for
   * none.
   */
  @Nullable Origin takesFor() {
    return Origin.of(snapshot != null ? snapshot : forfeited != null ? forfeited : aside);
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

  /** Begins to serve an exchange, or, with null, takes everything off the thread. */
  void take(@Nullable Object exchange, @Nullable Object snapshot, int depth) {
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

  void takeAllOf(Worker other) {
    take(other.exchange, other.snapshot, other.depth);
    taker = other.taker;
    tasks = other.tasks;
    ofRequest = other.ofRequest;
    forfeited = other.forfeited;
    aside = other.aside;
    asideServesOthers = other.asideServesOthers;
    task = other.task;
  }
}
