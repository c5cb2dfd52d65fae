package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Relay;
import org.apache.http.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** A callback that works for its call's user, whoever completes it. */
final class CarryingCallback<T> implements FutureCallback<T> {
  private final FutureCallback<T> callback;
  private final @Nullable Object snapshot;

  CarryingCallback(FutureCallback<T> callback, Object snapshot) {
    this.callback = callback;
    this.snapshot = Relay.isOthers(callback) ? null : snapshot;
  }

  @Override
  public void completed(T result) {
    Object previous = Relay.openTask(snapshot);
    try {
      callback.completed(result);
    } finally {
      Relay.closeTask(previous);
    }
  }

  @Override
  public void failed(Exception failure) {
    Object previous = Relay.openTask(snapshot);
    try {
      callback.failed(failure);
    } finally {
      Relay.closeTask(previous);
    }
  }

  @Override
  public void cancelled() {
    Object previous = Relay.openTask(snapshot);
    try {
      callback.cancelled();
    } finally {
      Relay.closeTask(previous);
    }
  }
}
