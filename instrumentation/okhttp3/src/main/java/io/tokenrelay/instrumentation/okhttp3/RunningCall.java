package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The user's call that this thread is running; it hides any outer one. Needed because a hop's chain
 * does not expose its call before 3.9, and the codec that writes the hop never does.
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

  /** The client of the call that this thread is running; null if there is no known one. */
  static @Nullable OkHttpClient client() {
    RunningCall running = CURRENT.get();
    return running == null ? null : running.client;
  }
}
