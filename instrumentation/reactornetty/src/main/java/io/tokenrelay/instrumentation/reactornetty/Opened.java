package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;

/** A call's snapshot that is open on a thread, and what the thread did before. */
final class Opened {
  private final @Nullable Object previous;

  private Opened(@Nullable Object previous) {
    this.previous = previous;
  }

  /** Opens nothing for nobody's call; returns null if the thread carries nothing anyway. */
  static @Nullable Object forOwnerOf(@Nullable ClientCall call) {
    if (call == null && Relay.snapshot() == null) {
      return null;
    }
    return new Opened(Relay.openTask(call == null ? null : call.snapshot()));
  }

  static void close(@Nullable Object opened) {
    if (opened != null) {
      Relay.closeTask(((Opened) opened).previous);
    }
  }
}
