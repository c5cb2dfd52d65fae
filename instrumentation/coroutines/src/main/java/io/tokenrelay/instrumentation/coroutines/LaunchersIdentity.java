package io.tokenrelay.instrumentation.coroutines;

import io.tokenrelay.instrumentation.spi.Relay;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Whom a coroutine works for: the snapshot of the thread that launched it, or none. The library
 * opens it on each thread that runs a step of the coroutine, and closes it when the step is over.
 *
 * <p>A coroutine that nobody launched has one, too: it may be resumed on the thread of a user.
 */
final class LaunchersIdentity extends AbstractCoroutineContextElement
    implements ThreadContextElement<@Nullable Object> {
  private static final CoroutineContext.Key<LaunchersIdentity> KEY =
      new CoroutineContext.Key<LaunchersIdentity>() {};

  private static final LaunchersIdentity NOBODY = new LaunchersIdentity(null);

  private final @Nullable Object snapshot;

  private LaunchersIdentity(@Nullable Object snapshot) {
    super(KEY);
    this.snapshot = snapshot;
  }

  static LaunchersIdentity ofThisThread() {
    Object snapshot = Relay.snapshot();
    return snapshot == null ? NOBODY : new LaunchersIdentity(snapshot);
  }

  @Override
  public @Nullable Object updateThreadContext(CoroutineContext context) {
    Object previous = Relay.openTask(snapshot);
    return previous == null ? null : new Interrupted(previous);
  }

  @Override
  public void restoreThreadContext(CoroutineContext context, @Nullable Object interrupted) {
    Relay.closeTask(interrupted == null ? null : ((Interrupted) interrupted).onThisThread());
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
