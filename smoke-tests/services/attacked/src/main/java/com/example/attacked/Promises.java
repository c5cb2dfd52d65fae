package com.example.attacked;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What one request registers, and another sets off. */
final class Promises {
  private static final int WAITING = 3;

  private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
  private final CompletableFuture<String> promise = new CompletableFuture<>();
  private final CountDownLatch registered = new CountDownLatch(WAITING);

  private Promises() {}

  static void addTo(Map<String, Act> acts) {
    Promises promises = new Promises();
    acts.put("promise", promises::await);
    acts.put("completion", promises::complete);
    acts.put("refresh", promises::refresh);
  }

  private String await(String owner) throws Exception {
    CompletableFuture<String> answer = promise.thenApply(value -> World.call(owner, value));
    registered.countDown();
    return answer.get();
  }

  /** Runs what three others have registered, on the thread that serves this request. */
  private String complete(String owner) {
    Job.await(registered);
    promise.complete("promise");
    return World.call(owner, "completion");
  }

  private String refresh(String owner) {
    schedule(3);
    return World.call(owner, "first-use");
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a call tells how it ended
  private void schedule(int times) {
    scheduled.schedule(
        () -> {
          World.call("nobody", "refresh");
          if (times > 1) {
            schedule(times - 1);
          }
        },
        1,
        MILLISECONDS);
  }
}
