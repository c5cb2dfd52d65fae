package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import io.tokenrelay.instrumentation.spi.Work;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * A callback that works for its call's user, whoever completes it: the event loop, the release of
 * another user's connection, a thread that cancels.
 */
class CarryingCallback<T> implements FutureCallback<T> {
  private final @Nullable FutureCallback<T> callback;
  private final @Nullable Object snapshot;

  CarryingCallback(@Nullable FutureCallback<T> callback, Object snapshot) {
    this.callback = callback;
    this.snapshot = callback != null && Work.isOthers(callback) ? null : snapshot;
  }

  @Override
  public final void completed(T result) {
    if (callback != null) {
      try (Scope scope = Relay.as(snapshot)) {
        callback.completed(result);
      }
    }
  }

  @Override
  public final void failed(Exception failure) {
    if (callback != null) {
      try (Scope scope = Relay.as(snapshot)) {
        callback.failed(failure);
      }
    }
  }

  @Override
  public final void cancelled() {
    if (callback != null) {
      try (Scope scope = Relay.as(snapshot)) {
        callback.cancelled();
      }
    }
  }
}
