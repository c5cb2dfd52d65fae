package com.example.attacked;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;

/** Lets one request wait until another one comes, which has it go on. */
final class Limiter {
  private final ExecutorService pool = Executors.newCachedThreadPool();

  private Limiter() {}

  static void addTo(Map<String, Act> acts) {
    Limiter limiter = new Limiter();
    add(acts, "start", (response, rest) -> response.start(rest));
    add(acts, "execute", (response, rest) -> limiter.pool.execute(rest));
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
