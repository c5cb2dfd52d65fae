package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.util.concurrent.CompletableFuture;

/** A task that a {@code TaskDecorator} knows by its class. */
final class CallingTask implements Runnable {
  final CompletableFuture<String> answer = new CompletableFuture<>();
  private final String url;

  CallingTask(String url) {
    this.url = url;
  }

  @Override
  public void run() {
    answer.complete(call(url));
  }

  /**
   * This task between two calls; its answer is one user only if all three calls were that one's.
   */
  Runnable between() {
    return () -> {
      String before = call(url);
      String during = call(url);
      String after = call(url);
      answer.complete(
          before.equals(during) && during.equals(after)
              ? during
              : before + ", " + during + ", " + after);
    };
  }
}
