package io.tokenrelay.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The request that work is done for, as far as the boot loader needs to know it: whether it is
 * over, and through which objects it is answered. The agent's exchange extends it.
 *
 * <p>A response object (an {@code AsyncContext}, an {@code AsyncResponse}, a {@code
 * DeferredResult}) answers one request and is thrown away: a task that holds it is that request's
 * work, whichever pool it is handed to. It is registered where it is constructed, on the request's
 * own thread, and forgotten when the request is over. Never a request or response itself: servers
 * reuse those for somebody else.
 */
public abstract class Origin {
  private static final Object[] NONE = {};
  private static final WeakReference<Origin> NOBODY = new WeakReference<>(null);

  /** The request that each response object answers; both sides are weak. */
  private static final ConcurrentMap<Object, WeakReference<Origin>> ANSWERED =
      new ConcurrentHashMap<>();

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  /** What this request's work has taken out of queues; null until it does. */
  private volatile @Nullable TakenOut takenOut;

  private volatile boolean over;
  private volatile Object[] responses = NONE;

  /** The request is over: what is created for it from now on carries nothing. */
  protected final void end() {
    over = true;
    for (Object response : responses) {
      ANSWERED.remove(WeakIdentity.of(response));
    }
    responses = NONE;
  }

  /** This request's work has taken an element out of a queue. */
  final synchronized void takesOut(Object element) {
    TakenOut taken = takenOut;
    if (taken == null) {
      takenOut = taken = new TakenOut();
    }
    taken.add(element);
  }

  final boolean hasTakenOut() {
    return takenOut != null;
  }

  /** Whether a value is, or holds, something that this request's work took out of a queue. */
  final boolean isBroughtBy(Object value) {
    if (takenOut == null) {
      return false;
    }
    Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
    addTakenOutTo(all);
    boolean found = all.contains(value);
    for (Object inside : Contents.of(value)) {
      found |= inside != null && all.contains(inside);
    }
    return found;
  }

  final synchronized void addTakenOutTo(Set<Object> all) {
    TakenOut taken = takenOut;
    if (taken != null) {
      taken.addTo(all); // a job of others may hold anything
    }
  }

  /** Whether the request is over. */
  public final boolean isOver() {
    return over;
  }

  /** Milliseconds since the request was over; 0 while it runs. */
  public abstract long overForMillis();

  /** Registers an object through which this request, and no other, is answered. */
  public final synchronized void answeredThrough(Object response) {
    if (over) {
      return;
    }
    Object[] known = responses;
    if (isAnsweredThrough(response)) { // one constructor calls another
      return;
    }
    Object[] more = new Object[known.length + 1];
    System.arraycopy(known, 0, more, 0, known.length);
    more[known.length] = response;
    responses = more;
    note(response, new WeakReference<>(this));
    if (over) { // ended meanwhile: it must not be kept
      end();
    }
  }

  /** Registers an object through which a request without a token is answered. */
  static void answersNobody(Object response) {
    note(response, NOBODY);
  }

  private static void note(Object response, WeakReference<Origin> origin) {
    ANSWERED.put(new WeakIdentity(response, COLLECTED), origin);
    for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      ANSWERED.remove(gone);
    }
  }

  /** Whether any request is answered through an object that a task could hold. */
  static boolean othersMayBeAnswered() {
    return !ANSWERED.isEmpty();
  }

  /** Whether a request other than {@code origin} is answered through an object. */
  static boolean answersAnother(Object object, @Nullable Origin origin) {
    if (object.getClass().getClassLoader() == null || ANSWERED.isEmpty()) {
      return false;
    }
    WeakReference<Origin> found = ANSWERED.get(WeakIdentity.of(object));
    return found != null && (origin == null || found.get() != origin);
  }

  final boolean hasResponses() {
    return responses.length != 0;
  }

  /** By identity: a library's response objects may define {@code equals} as they like. */
  final boolean isAnsweredThrough(Object object) {
    for (Object response : responses) {
      if (response == object) {
        return true;
      }
    }
    return false;
  }

  /** The request that a snapshot was taken of; null if it does not know. */
  static @Nullable Origin of(@Nullable Object snapshot) {
    Object whole = Strand.whole(snapshot);
    return whole instanceof Taken ? ((Taken) whole).origin() : null;
  }

  /** Whether a snapshot's request is over by now. */
  static boolean isOver(@Nullable Object snapshot) {
    Origin origin = of(snapshot);
    return origin != null && origin.over;
  }

  /** A snapshot that knows its request. */
  public interface Taken {
    Origin origin();
  }
}
