package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import io.tokenrelay.instrumentation.spi.Work;
import org.apache.http.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** A callback that works for its call's user, whoever completes it. */
final class CarryingCallback<T> implements FutureCallback<T> {
  private final FutureCallback<T> callback;
  private final @Nullable Object snapshot;

  CarryingCallback(FutureCallback<T> callback, Object snapshot) {
    this.callback = callback;
    this.snapshot = Work.isOthers(callback) ? null : snapshot;
  }

  @Override
  public void completed(T result) {
    try (Scope scope = Relay.as(snapshot)) {
      callback.completed(result);
    }
  }

  @Override
  public void failed(Exception failure) {
    try (Scope scope = Relay.as(snapshot)) {
      callback.failed(failure);
    }
  }

  @Override
  public void cancelled() {
    try (Scope scope = Relay.as(snapshot)) {
      callback.cancelled();
    }
  }
}
