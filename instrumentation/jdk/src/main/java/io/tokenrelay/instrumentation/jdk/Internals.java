package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.StackRoom;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the JDK's is made of. It is opened when the first call is to get a token, since
 * that loads classes; where the client is not the one we know, no call gets a token any more.
 *
 * @param <T> the handles on the client's internals
 */
final class Internals<T> {
  private final ClientListener listener;
  private volatile @Nullable T opened;
  private volatile boolean off;

  Internals(ClientListener listener) {
    this.listener = listener;
  }

  /** Null before {@link #open}, and where the client is not the one we know. */
  @Nullable T opened() {
    return opened;
  }

  /** Whether the client has turned out not to be the one we know. */
  boolean isOff() {
    return off;
  }

  /**
   * Opens them, with the agent's permissions where the application has few; null if it cannot.
   *
   * @throws StackOverflowError if the stack has too little room: that says nothing of the client
   */
  @Nullable T open(PrivilegedExceptionAction<T> opener) {
    StackRoom.need();
    try {
      T internals = AccessController.doPrivileged(opener);
      opened = internals;
      return internals;
    } catch (PrivilegedActionException | RuntimeException | LinkageError misfit) {
      off = true;
      Throwable cause = misfit instanceof PrivilegedActionException ? misfit.getCause() : null;
      listener.switchedOff(cause == null ? misfit : cause);
      return null;
    }
  }
}
