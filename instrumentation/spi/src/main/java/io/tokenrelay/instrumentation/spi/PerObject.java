package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.WeakIdentity;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a value for a library's object without adding a field to it: by identity, and only as
 * long as the object lives. This is how a call keeps the token of the thread that created it.
 *
 * <p>Use as key an object that one piece of work owns (a call, an exchange), never a function: a
 * lambda that captures nothing is one object for all requests.
 */
public final class PerObject<V> {
  private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** Remembers a value; null forgets it, so that "nothing" costs nothing. */
  public void set(Object object, @Nullable V value) {
    forgetCollected();
    if (value == null) {
      if (!values.isEmpty()) {
        values.remove(WeakIdentity.of(object));
      }
    } else {
      values.put(new WeakIdentity(object, collected), value);
    }
  }

  /** What was set for this object, or null. */
  public @Nullable V get(Object object) {
    return values.isEmpty() ? null : values.get(WeakIdentity.of(object));
  }

  /** How many objects are remembered, including collected ones that are not yet forgotten. */
  public int size() {
    forgetCollected();
    return values.size();
  }

  private void forgetCollected() {
    for (Object key = collected.poll(); key != null; key = collected.poll()) {
      values.remove(key);
    }
  }
}
