package io.tokenrelay.instrumentation.coroutines;

import io.tokenrelay.instrumentation.spi.Relay;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Whom a coroutine works for: the snapshot of the request that launched it, or none. The library
 * opens it on each thread that runs a step of the coroutine, and closes it when the step is over.
 *
 * <p>A coroutine that nobody launched has one, too: it may be resumed on the thread of a user.
 */
final class LaunchersIdentity extends AbstractCoroutineContextElement
    implements ThreadContextElement<@Nullable Object> {
  private static final CoroutineContext.Key<LaunchersIdentity> KEY =
      new CoroutineContext.Key<LaunchersIdentity>() {};

  private static final LaunchersIdentity NOBODY = new LaunchersIdentity(null, false);

  /**
   * Volatile: one that is started lazily, by another, loses it before its first step, and one that
   * takes from a queue with that step.
   */
  private volatile @Nullable Object snapshot;

  /** Whether it is on its way from its builder to the context that is made for the coroutine. */
  private boolean decided;

  private LaunchersIdentity(@Nullable Object snapshot, boolean decided) {
    super(KEY);
    this.snapshot = snapshot;
    this.decided = decided;
  }

  /** For work that this thread waits for, or that a chain of its own begins. */
  static LaunchersIdentity ofThisThread() {
    return of(Relay.snapshot());
  }

  /** For work whose value somebody keeps as a future. */
  static LaunchersIdentity ofFuture(Object context) {
    return of(Relay.snapshotForFuture(context));
  }

  private static LaunchersIdentity of(@Nullable Object snapshot) {
    return snapshot == null ? NOBODY : new LaunchersIdentity(snapshot, false);
  }

  /**
   * For a coroutine that is made in this scope, and by a builder that decides nothing: its parent's
   * where that works for the same request as this thread.
   */
  static LaunchersIdentity in(CoroutineScope scope) {
    return isChild(scope) ? ofThisThread() : NOBODY;
  }

  /** Null where the thread carries nothing, and there is nothing to decide. */
  static @Nullable LaunchersIdentity decided(CoroutineScope scope, Object block, boolean value) {
    if (Relay.snapshot() == null) {
      return null;
    }
    Object snapshot =
        value || isChild(scope) ? Relay.snapshotForValue(block) : Relay.snapshotFor(block);
    return new LaunchersIdentity(snapshot, true);
  }

  private static boolean isChild(CoroutineScope scope) {
    LaunchersIdentity parent = scope.getCoroutineContext().get(KEY);
    return parent != null
        && parent.snapshot != null
        && Relay.areOfOne(parent.snapshot, Relay.snapshot());
  }

  /** Whether a builder has decided what is in this context; once. */
  static boolean isDecidedIn(CoroutineContext context) {
    LaunchersIdentity identity = context.get(KEY);
    if (identity == null || !identity.decided) {
      return false;
    }
    identity.decided = false;
    return true;
  }

  /** A context that says nothing of whom it was made for; null to leave it. */
  static @Nullable CoroutineContext without(CoroutineContext context) {
    return context.get(KEY) == null ? null : context.minusKey(KEY);
  }

  /** A coroutine begins that was made to be started later: only its own request's is carried. */
  static void started(CoroutineContext context) {
    LaunchersIdentity identity = context.get(KEY);
    if (identity != null
        && identity.snapshot != null
        && !Relay.areOfOne(identity.snapshot, Relay.snapshot())) {
      identity.snapshot = null;
    }
  }

  @Override
  public @Nullable Object updateThreadContext(CoroutineContext context) {
    dropWhatIsForfeited();
    Object previous = Relay.openTask(snapshot);
    return previous == null ? null : new Interrupted(previous);
  }

  @Override
  public void restoreThreadContext(CoroutineContext context, @Nullable Object interrupted) {
    dropWhatIsForfeited();
    Relay.closeTask(interrupted == null ? null : ((Interrupted) interrupted).onThisThread());
  }

  private void dropWhatIsForfeited() {
    Object mine = snapshot;
    if (mine != null && Relay.hasForfeited(mine)) {
      snapshot = null;
    }
  }

  /** Seen by an application that prints its context; tells nothing. */
  @Override
  public String toString() {
    return "tokenrelay";
  }

  /** What a thread was doing for somebody when it was lent to a coroutine: only it goes on. */
  private static final class Interrupted {
    private final Thread thread = Thread.currentThread();
    private final Object snapshot;

    Interrupted(Object snapshot) {
      this.snapshot = snapshot;
    }

    @Nullable Object onThisThread() {
      return thread == Thread.currentThread() ? snapshot : null;
    }
  }
}
