package io.tokenrelay.instrumentation.coroutines;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Who a coroutine works for: the snapshot of the request that launched it, or none. The library
 * opens it on each thread that runs a step of the coroutine, and closes it after the step.
 *
 * <p>A coroutine that was launched for nobody has one, too: it may be resumed on a user's thread.
 */
final class LaunchersIdentity extends AbstractCoroutineContextElement
    implements ThreadContextElement<@Nullable Object> {
  private static final CoroutineContext.Key<LaunchersIdentity> KEY =
      new CoroutineContext.Key<LaunchersIdentity>() {};

  private static final LaunchersIdentity NOBODY = new LaunchersIdentity(null, false);

  /**
   * Volatile: a coroutine that another request starts lazily loses it before its first step, and
   * one that takes from a queue loses it in that step.
   */
  private volatile @Nullable Object snapshot;

  /** Whether a builder has set it, and the coroutine's context is yet to be created. */
  private boolean decided;

  private LaunchersIdentity(@Nullable Object snapshot, boolean decided) {
    super(KEY);
    this.snapshot = snapshot;
    this.decided = decided;
  }

  /** For work that this thread waits for, or that begins a chain of this thread's. */
  static LaunchersIdentity ofThisThread() {
    return of(Relay.snapshot());
  }

  /** For work whose value is kept as a future. */
  static LaunchersIdentity ofFuture(Object context) {
    return of(Work.snapshotForFuture(context));
  }

  private static LaunchersIdentity of(@Nullable Object snapshot) {
    return snapshot == null ? NOBODY : new LaunchersIdentity(snapshot, false);
  }

  /**
   * For a coroutine created in this scope by a builder that decides nothing: its parent's identity,
   * if that works for the same request as this thread.
   */
  static LaunchersIdentity in(CoroutineScope scope) {
    return isChild(scope) ? ofThisThread() : NOBODY;
  }

  /** Null if the thread carries nothing, so there is nothing to decide. */
  static @Nullable LaunchersIdentity decided(CoroutineScope scope, Object block, boolean value) {
    if (Relay.snapshot() == null) {
      return null;
    }
    Object snapshot =
        value || isChild(scope) ? Work.snapshotForValue(block) : Work.snapshotFor(block);
    return new LaunchersIdentity(snapshot, true);
  }

  private static boolean isChild(CoroutineScope scope) {
    LaunchersIdentity parent = scope.getCoroutineContext().get(KEY);
    return parent != null
        && parent.snapshot != null
        && Relay.areOfOne(parent.snapshot, Relay.snapshot());
  }

  /** Whether a builder has decided on the identity in this context; true at most once. */
  static boolean isDecidedIn(CoroutineContext context) {
    LaunchersIdentity identity = context.get(KEY);
    if (identity == null || !identity.decided) {
      return false;
    }
    identity.decided = false;
    return true;
  }

  /** The context without an identity; null to leave it as it is. */
  static @Nullable CoroutineContext without(CoroutineContext context) {
    return context.get(KEY) == null ? null : context.minusKey(KEY);
  }

  /** A lazy coroutine starts: it carries its snapshot only if its own request starts it. */
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
    if (mine != null && Work.hasForfeited(mine)) {
      snapshot = null;
    }
  }

  /** An application that prints its context sees this; it reveals nothing. */
  @Override
  public String toString() {
    return "tokenrelay";
  }

  /** What a thread was doing when it was lent to a coroutine, to be restored afterwards. */
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
