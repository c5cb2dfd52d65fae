package io.tokenrelay.instrumentation.testing;

import java.util.function.Consumer;

/** An asynchronous request that waits for another one to wake it: its context, javax or jakarta. */
final class Waiting {
  private final Consumer<String> dispatch;
  private final Runnable complete;

  Waiting(Consumer<String> dispatch, Runnable complete) {
    this.dispatch = dispatch;
    this.complete = complete;
  }

  void dispatch(String path) {
    dispatch.accept(path);
  }

  void complete() {
    complete.run();
  }
}
