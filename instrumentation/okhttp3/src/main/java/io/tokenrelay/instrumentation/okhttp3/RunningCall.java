package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The call of a user's that this thread runs, and which hides the one around it: a hop's chain does
 * not tell its call before 3.9, and the codec that writes it never.
 */
final class RunningCall {
  private static final ThreadLocal<@Nullable RunningCall> CURRENT = new ThreadLocal<>();

  private final OkHttpClient client;
  private final @Nullable RunningCall around;
  private final @Nullable Object previous;

  private RunningCall(OwnedCall call) {
    this.client = call.client;
    this.around = CURRENT.get();
    this.previous = Relay.open(call.snapshot);
  }

  /** Opens the call's snapshot. */
  static RunningCall begin(OwnedCall call) {
    RunningCall running = new RunningCall(call);
    CURRENT.set(running);
    return running;
  }

  void end() {
    Relay.open(previous);
    if (around == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(around);
    }
  }

  /** The client of the call that this thread runs; null when it runs none that is known. */
  static @Nullable OkHttpClient client() {
    RunningCall running = CURRENT.get();
    return running == null ? null : running.client;
  }
}
