package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Origin;
import io.tokenrelay.bootstrap.Ownership;
import java.util.concurrent.Callable;

/** Work done as a user: the user's name stands for the snapshot. */
final class As {
  static final String NOBODY = "nobody";

  private As() {}

  /** On a thread that serves a request of this user. */
  static <T> T user(String name, Callable<T> work) throws Exception {
    Object before = Carrier.reenter(name, name.equals(NOBODY) ? null : name);
    try {
      return work.call();
    } finally {
      Carrier.resume(before);
    }
  }

  /** On a thread that serves a request of this user, which is answered through an object. */
  static <T> T user(String name, Object response, Callable<T> work) throws Exception {
    AnsweredRequest request = new AnsweredRequest(name);
    Object before = Carrier.reenter(request, name.equals(NOBODY) ? null : request);
    try {
      Ownership.answeredThrough(response);
      return work.call();
    } finally {
      Carrier.resume(before);
    }
  }

  static <T> T nobody(Callable<T> work) throws Exception {
    return user(NOBODY, work);
  }

  /** Whose work the current thread is doing. */
  static String whom() {
    Object snapshot = Carrier.snapshot();
    return snapshot == null ? NOBODY : snapshot.toString();
  }

  private static final class AnsweredRequest extends Origin implements Origin.Taken {
    private final String user;

    AnsweredRequest(String user) {
      this.user = user;
    }

    @Override
    public long overForMillis() {
      return 0;
    }

    @Override
    public Origin origin() {
      return this;
    }

    @Override
    public String toString() {
      return user;
    }
  }
}
