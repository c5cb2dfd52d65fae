package io.tokenrelay.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A map key that stands for an object by identity and does not keep it alive. Lives in the boot
 * loader, for tasks in queues and for what instrumentations remember about a library's objects.
 */
public final class WeakIdentity extends WeakReference<Object> {
  private final int hash;

  /**
   * @param collected the queue that gets the key once its object is collected, so that the map can
   *     drop it
   */
  public WeakIdentity(Object object, ReferenceQueue<Object> collected) {
    super(object, collected);
    this.hash = System.identityHashCode(object);
  }

  /** A key for lookups only, which needs no weak reference. */
  public static Object of(Object object) {
    return new Probe(object);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object mine = get();
    return mine != null && other instanceof WeakIdentity && ((WeakIdentity) other).get() == mine;
  }

  private static final class Probe {
    private final Object object;

    Probe(Object object) {
      this.object = object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    @SuppressWarnings("EqualsUnsafeCast")
    public boolean equals(@Nullable Object other) {
      return other instanceof WeakIdentity && ((WeakIdentity) other).get() == object;
    }
  }
}
