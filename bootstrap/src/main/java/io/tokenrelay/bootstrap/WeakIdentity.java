package io.tokenrelay.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The key of a map for an object by identity, which does not keep the object alive. Lives in the
 * boot loader, for tasks in queues and for what instrumentations remember of a library's objects.
 */
public final class WeakIdentity extends WeakReference<Object> {
  private final int hash;

  /**
   * @param collected where the key goes when its object is no more, to be taken out of the map
   */
  public WeakIdentity(Object object, ReferenceQueue<Object> collected) {
    super(object, collected);
    this.hash = System.identityHashCode(object);
  }

  /** What to look an object's key up with: no weak reference is made for that. */
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
