package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What one piece of owned work carries, and all that comes of it on other threads: the snapshot of
 * its request, and whether any of it serves others. A job that one has taken out of a queue comes
 * to the next as a value, a future's or a chain's; so what one forfeits, all have lost.
 *
 * <p>Begun where the request's own thread creates the work, and handed on as a snapshot by whatever
 * that creates. The request's own thread is on none: it may take what it likes.
 */
public final class Strand {
  private final Object snapshot;
  private volatile boolean servesOthers;

  private Strand(Object snapshot) {
    this.snapshot = snapshot;
  }

  /** A new one. */
  static Strand of(Object snapshot) {
    return new Strand(snapshot instanceof Strand ? ((Strand) snapshot).snapshot : snapshot);
  }

  /** The snapshot that was taken of the request, whoever carries it. */
  public static @Nullable Object whole(@Nullable Object snapshot) {
    return snapshot instanceof Strand ? ((Strand) snapshot).snapshot : snapshot;
  }

  /** What owned work has handed over that nobody owns: it is only seen whether it serves others. */
  static final class Nobodys {
    private final Object comesOf;

    Nobodys(Object comesOf) {
      this.comesOf = comesOf;
    }

    Object comesOf() {
      return comesOf;
    }

    /** Opens what a task was handed over with, null included; {@code closeTask} follows it. */
    static @Nullable Object open(@Nullable Object handed, Class<?> task) {
      return handed instanceof Nobodys
          ? Carrier.openNobodys(((Nobodys) handed).comesOf, task)
          : Carrier.openTask(handed, false, task);
    }
  }

  void forfeit() {
    servesOthers = true;
  }

  boolean servesOthers() {
    return servesOthers;
  }

  @Override
  public String toString() {
    return snapshot.toString();
  }
}
