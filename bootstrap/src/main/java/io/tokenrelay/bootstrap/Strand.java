package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What one piece of owned work carries, together with all the work it creates on other threads: the
 * snapshot of its request, and whether any of that work serves others. A job that one piece took
 * out of a queue may reach the next as a value, of a future or a chain; so what one forfeits, all
 * lose.
 *
 * <p>Begun where the request's own thread creates the work, and handed on as the snapshot of
 * whatever that work creates. The request's own thread is on no strand: it may take what it likes.
 */
public final class Strand {
  private final Object snapshot;
  private volatile boolean servesOthers;

  private Strand(Object snapshot) {
    this.snapshot = snapshot;
  }

  /** A new strand for a snapshot, or for another strand's snapshot. */
  static Strand of(Object snapshot) {
    return new Strand(snapshot instanceof Strand ? ((Strand) snapshot).snapshot : snapshot);
  }

  /** The snapshot that was taken of the request, without its strand. */
  public static @Nullable Object whole(@Nullable Object snapshot) {
    return snapshot instanceof Strand ? ((Strand) snapshot).snapshot : snapshot;
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
