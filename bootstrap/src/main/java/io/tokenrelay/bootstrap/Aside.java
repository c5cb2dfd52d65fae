package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Owned work sets its snapshot aside for work of unknown owners: a stranger's callback in the
 * middle of it, or a task that it hands over and nobody owns. Such work carries nothing, but is
 * watched: if it takes from a queue, the owner of what was set aside may get that as a value.
 *
 * <p>An object of this class is what such a task is handed over with.
 */
final class Aside {
  private final Object comesOf;

  /**
   * @param comesOf what the work carries that hands the task over
   */
  Aside(Object comesOf) {
    this.comesOf = comesOf;
  }

  Object comesOf() {
    return comesOf;
  }

  /** Sets aside what this thread carries, for a stranger's callback; {@link #goOn} follows. */
  static @Nullable Object pause() {
    Worker worker = Carrier.current();
    Object mine = worker.snapshot;
    if (mine != null) {
      worker.aside = mine;
      worker.asideServesOthers = false;
      worker.snapshot = null;
    }
    return mine;
  }

  /** Restores what {@link #pause} set aside, unless its work serves others by now. */
  static void goOn(@Nullable Object mine) {
    if (mine == null) {
      return;
    }
    Worker worker = Carrier.thread();
    boolean servesOthers = worker.asideServesOthers;
    worker.aside = null;
    worker.asideServesOthers = false;
    if (worker.forfeited == null) {
      worker.snapshot = mine;
      if (servesOthers && worker.isElsewhere()) {
        worker.forfeit();
      }
    }
  }

  /** Opens what a task was handed over with, null included; {@link Carrier#closeTask} follows. */
  static @Nullable Object open(@Nullable Object handed, Class<?> task) {
    return handed instanceof Aside
        ? openNobodys(((Aside) handed).comesOf, task)
        : Carrier.openTask(handed, false, task);
  }

  /**
   * Opens nothing, for a task that nobody owns but that owned work created; {@link
   * Carrier#closeTask} follows.
   */
  static @Nullable Object openNobodys(Object comesOf, Class<?> task) {
    Worker worker = Carrier.current();
    Object previous = worker.open(null, false, task);
    worker.aside = comesOf;
    worker.asideServesOthers = false;
    return previous;
  }
}
