package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.Carrier;
import java.util.concurrent.Callable;

/** Work done as a user: the user's name stands for the snapshot. */
final class As {
  static final String NOBODY = "nobody";

  private As() {}

  static <T> T user(String name, Callable<T> work) throws Exception {
    Object previous = Carrier.swap(name.equals(NOBODY) ? null : name);
    try {
      return work.call();
    } finally {
      Carrier.swap(previous);
    }
  }

  static <T> T nobody(Callable<T> work) throws Exception {
    return user(NOBODY, work);
  }

  /** Whose work the current thread is doing. */
  static String whom() {
    Object snapshot = Carrier.snapshot();
    return snapshot == null ? NOBODY : (String) snapshot;
  }
}
