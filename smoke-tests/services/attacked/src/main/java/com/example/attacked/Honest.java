package com.example.attacked;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.servlet.AsyncContext;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** Work that is the request's own by all appearances. */
final class Honest {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  private Honest() {}

  static void addTo(Map<String, Act> acts) {
    Honest honest = new Honest();
    honest.add(acts, "submit", honest::submit);
    honest.add(acts, "submit-runnable", honest::submitRunnable);
    honest.add(acts, "invoke-all", honest::invokeAll);
    honest.add(acts, "future-task", honest::futureTask);
    honest.add(acts, "completion-service", honest::completionService);
    honest.add(acts, "supply-async", honest::supplyAsync);
    honest.add(acts, "enqueue", Honest::enqueue);
    honest.add(acts, "start-async", Honest::startAsync);
    honest.add(acts, "with-the-response", honest::withTheResponse);
    acts.put("parallel-stream", Honest::parallelStream);
    acts.put("audit", honest::audit);
  }

  /** The call that is to be made in one of the ways. */
  private static final class Wanted {
    final String owner;
    final String what;

    Wanted(String owner, String what) {
      this.owner = owner;
      this.what = what;
    }

    String call() {
      return World.call(owner, what);
    }
  }

  private interface Way {
    String make(Wanted wanted) throws Exception;
  }

  private void add(Map<String, Act> acts, String name, Way way) {
    acts.put("honest/" + name, owner -> way.make(new Wanted(owner, name)));
  }

  private String submit(Wanted wanted) throws Exception {
    return pool.submit(wanted::call).get();
  }

  private String submitRunnable(Wanted wanted) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    pool.submit(
            () -> {
              answer.complete(wanted.call());
            })
        .get();
    return answer.get();
  }

  private String invokeAll(Wanted wanted) throws Exception {
    Callable<String> call = wanted::call;
    return pool.invokeAll(Collections.singletonList(call)).get(0).get();
  }

  private String futureTask(Wanted wanted) throws Exception {
    FutureTask<String> task = new FutureTask<>(wanted::call);
    pool.execute(task);
    return task.get();
  }

  private String completionService(Wanted wanted) throws Exception {
    return new ExecutorCompletionService<String>(pool).submit(wanted::call).get();
  }

  private String supplyAsync(Wanted wanted) throws Exception {
    return CompletableFuture.supplyAsync(() -> wanted, pool)
        .thenApplyAsync(Wanted::call, pool)
        .get();
  }

  private static String enqueue(Wanted wanted) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    World.CLIENT
        .newCall(World.request(wanted.owner, wanted.what))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(response.body().string());
              }
            });
    return answer.get();
  }

  private static String startAsync(Wanted wanted) {
    AsyncContext response = ActServlet.request().startAsync();
    response.start(() -> completes(response, wanted));
    return "";
  }

  /** Handed over, but with the object through which the request is answered. */
  private String withTheResponse(Wanted wanted) {
    AsyncContext response = ActServlet.request().startAsync();
    pool.execute(() -> completes(response, wanted));
    return "";
  }

  private static void completes(AsyncContext response, Wanted wanted) {
    try {
      wanted.call();
    } finally {
      response.complete();
    }
  }

  private static String parallelStream(String owner) {
    List<String> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(part -> World.call(owner, "parallel-stream"))
            .collect(Collectors.toList());
    return String.join("", answers);
  }

  /** Nothing in it tells whose it is. */
  private String audit(String owner) {
    pool.execute(new Audit(owner, "audit"));
    return "";
  }
}
