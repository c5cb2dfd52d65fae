package io.tokenrelay.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that lie in an executor's queue as the application made them, and whose they are. By
 * identity and weakly: the application may take them out again, compare them, or forget them.
 *
 * <p>An object that is handed over for two different requests, or for one and for nobody, before it
 * has run, is nobody's: which of the two runs first cannot be told.
 */
final class Handed {
  private static final ConcurrentHashMap<Object, Handed> TASKS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  private final @Nullable Object snapshot;
  private int times = 1;
  private boolean ambiguous;

  private Handed(@Nullable Object snapshot) {
    this.snapshot = snapshot;
  }

  static boolean areThere() {
    return !TASKS.isEmpty();
  }

  static boolean contains(Runnable task) {
    return TASKS.containsKey(new Probe(task));
  }

  static void add(Runnable task, @Nullable Object snapshot) {
    for (Object key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
      TASKS.remove(key);
    }
    synchronized (TASKS) {
      Handed before = TASKS.get(new Probe(task));
      if (before == null) {
        TASKS.put(new Key(task), new Handed(snapshot));
      } else {
        before.times++;
        before.ambiguous |= before.snapshot != snapshot;
      }
    }
  }

  /** A task begins: whose it is, once for each time that it was handed over. */
  static @Nullable Object take(Runnable task) {
    Probe probe = new Probe(task);
    if (!TASKS.containsKey(probe)) {
      return null;
    }
    synchronized (TASKS) {
      Handed handed = TASKS.get(probe);
      if (handed == null) {
        return null;
      }
      if (--handed.times == 0) {
        TASKS.remove(probe);
      }
      return handed.ambiguous ? null : handed.snapshot;
    }
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object task) {
      super(task, COLLECTED);
      this.hash = System.identityHashCode(task);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  /** Looks a {@link Key} up without creating a weak reference. */
  private static final class Probe {
    private final Object task;

    Probe(Object task) {
      this.task = task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    @SuppressWarnings("EqualsUnsafeCast")
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).get() == task;
    }
  }
}
