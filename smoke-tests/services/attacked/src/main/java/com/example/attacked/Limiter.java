package com.example.attacked;

import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;

/** Lets one request wait until another one comes, which has it go on. */
@SuppressWarnings("FutureReturnValueIgnored") // a call tells how it ended
final class Limiter {
  private final ExecutorService pool = Executors.newCachedThreadPool();

  private Limiter() {}

  static void addTo(Map<String, Act> acts) {
    Limiter limiter = new Limiter();
    add(acts, "start", (response, rest) -> response.start(rest));
    add(acts, "execute", (response, rest) -> limiter.pool.execute(rest));
    add(acts, "submit", (response, rest) -> limiter.pool.submit(rest));
    add(acts, "submit-value", (response, rest) -> limiter.pool.submit(() -> runs(rest)));
    add(
        acts,
        "submit-the-response",
        (response, rest) ->
            limiter.pool.submit(
                () -> {
                  Objects.requireNonNull(response);
                  rest.run();
                }));
    add(
        acts,
        "supply-async",
        (response, rest) -> CompletableFuture.supplyAsync(() -> runs(rest), limiter.pool));
  }

  private static Void runs(Runnable rest) {
    rest.run();
    return null;
  }

  private interface GoingOn {
    void with(AsyncContext response, Runnable rest);
  }

  private static final class Waiting {
    final String owner;
    final AsyncContext response = ActServlet.request().startAsync();

    Waiting(String owner) {
      this.owner = owner;
    }
  }

  private static void add(Map<String, Act> acts, String name, GoingOn goingOn) {
    Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    String what = "limited-" + name;
    acts.put(
        "limited/" + what,
        owner -> {
          Waiting other;
          synchronized (queue) {
            other = queue.poll();
            queue.add(new Waiting(owner));
          }
          if (other != null) {
            goingOn.with(other.response, () -> answer(other, what));
          }
          return "";
        });
  }

  private static void answer(Waiting request, String what) {
    World.call(request.owner, what);
    request.response.complete();
  }
}
