package com.example.attacked;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** All ways in which something may be started in the middle of a request. */
@SuppressWarnings("FutureReturnValueIgnored") // a call tells how it ended
final class Starters {
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(16);
  private final ForkJoinPool forkJoin = new ForkJoinPool(64);

  Map<String, Executor> all() {
    Map<String, Executor> all = new LinkedHashMap<>();
    all.put("execute", pool);
    all.put("submit", pool::submit);
    all.put("submit-lambda", task -> pool.submit(() -> task.run()));
    all.put("submit-value", task -> pool.submit(() -> runs(task)));
    all.put("run-async", task -> CompletableFuture.runAsync(task, pool));
    all.put("run-async-lambda", task -> CompletableFuture.runAsync(() -> task.run(), pool));
    all.put("supply-async", task -> CompletableFuture.supplyAsync(() -> runs(task), pool));
    all.put("schedule", task -> scheduled.schedule(task, 0, MILLISECONDS));
    all.put("thread", task -> new Thread(task).start());
    all.put("fork-join", task -> forkJoin.submit(task));
    all.put("fork-join-value", task -> forkJoin.submit(() -> runs(task)));
    all.put("stage", task -> done().thenApplyAsync(any -> runs(task), forkJoin));
    all.put("stage-async", task -> done().thenRunAsync(() -> task.run(), pool));
    all.put("callback", Starters::inACallback);
    all.put("container", Starters::onAThreadOfTheContainers);
    ExecutorService virtual = ofVirtualThreads();
    if (virtual != null) {
      all.put("virtual", virtual);
      all.put("virtual-value", task -> virtual.submit(() -> runs(task)));
    }
    return all;
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** In the callback of a call that is the request's own. */
  private static void inACallback(Runnable task) {
    World.CALLBACKS
        .newCall(World.request("nobody", "called-back"))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                task.run();
              }

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
                task.run();
              }
            });
  }

  /** As part of a request that is answered meanwhile. */
  private static void onAThreadOfTheContainers(Runnable task) {
    HttpServletRequest request = ActServlet.request();
    if (request == null) { // whoever has done the job before hands on the next
      new Thread(task).start();
      return;
    }
    AsyncContext response = request.startAsync();
    response.start(task);
    response.complete();
  }

  /** Null before Java 21. */
  private static ExecutorService ofVirtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException tooOld) {
      return null;
    }
  }

  private static Void runs(Runnable task) {
    task.run();
    return null;
  }
}
