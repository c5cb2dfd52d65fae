package io.tokenrelay.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The owners of tasks that lie in an executor's queue just as the application made them. Keyed by
 * identity, and weakly: the application may take them out again, compare them, or forget them.
 *
 * <p>An object that is handed over for two different requests, or for one and for nobody, before it
 * has run, is nobody's: there is no telling which of the two runs first.
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

  static boolean any() {
    return !TASKS.isEmpty();
  }

  static boolean contains(Runnable task) {
    return TASKS.containsKey(WeakIdentity.of(task));
  }

  static void add(Runnable task, @Nullable Object snapshot) {
    for (Object key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
      TASKS.remove(key);
    }
    synchronized (TASKS) {
      Handed before = TASKS.get(WeakIdentity.of(task));
      if (before == null) {
        TASKS.put(new WeakIdentity(task, COLLECTED), new Handed(snapshot));
      } else {
        before.times++;
        before.ambiguous |= whole(before.snapshot) != whole(snapshot);
      }
    }
  }

  private static @Nullable Object whole(@Nullable Object snapshot) {
    return snapshot instanceof Aside ? null : Strand.whole(snapshot);
  }

  /** A task begins: returns its snapshot, once for each time it was handed over. */
  static @Nullable Object take(Runnable task) {
    Object probe = WeakIdentity.of(task);
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
}
