package com.example.copies;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What can carry a request's token in this copy, each with a call at its end. */
final class Ways implements BiFunction<String, String, String>, Stoppable {
  private final OkHttpClient okHttp = new OkHttpClient();
  private final CloseableHttpClient httpClient4 = HttpClients.createDefault();
  private final org.apache.http.impl.nio.client.CloseableHttpAsyncClient asyncClient4 =
      org.apache.http.impl.nio.client.HttpAsyncClients.createDefault();
  private final org.apache.hc.client5.http.impl.classic.CloseableHttpClient httpClient5 =
      org.apache.hc.client5.http.impl.classic.HttpClients.createDefault();
  private final CloseableHttpAsyncClient asyncClient5 = HttpAsyncClients.createDefault();
  private final ListeningExecutorService listening =
      MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(2));
  private final Scheduler scheduler = Schedulers.newParallel("copies", 2, true);
  private final Grpc grpc = new Grpc();
  private final Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();
  private volatile CompletableFuture<String> later = new CompletableFuture<>();

  Ways() {
    asyncClient4.start();
    asyncClient5.start();
  }

  @Override
  public String apply(String way, String url) {
    try {
      return go(way, url);
    } catch (Exception failure) {
      return way + " failed: " + failure;
    }
  }

  private String go(String way, String url) throws Exception {
    switch (way) {
      case "okhttp":
        return okHttp(url);
      case "okhttp-enqueue":
        return enqueued(url);
      case "httpclient4":
        return apache(url);
      case "httpasyncclient4":
        return EntityUtils.toString(
            within10s(asyncClient4.execute(new HttpGet(url), null)).getEntity());
      case "httpclient5":
        return apache5(url);
      case "httpasyncclient5":
        return within10s(asyncClient5.execute(SimpleHttpRequest.create("GET", url), null))
            .getBodyText();
      case "grpc":
        return grpc.call();
      case "guava":
        return within10s(listening.submit(() -> apache(url)));
      case "reactor":
        return within10s(Mono.fromCallable(() -> apache(url)).subscribeOn(scheduler).toFuture());
      case "subscribe":
        later = new CompletableFuture<>();
        sink.asFlux().map(any -> unchecked(() -> apache(url))).subscribe(later::complete);
        return "subscribed";
      case "emit":
        return String.valueOf(sink.tryEmitNext("now"));
      case "answer":
        return within10s(later);
      case "coroutines":
        return BuildersKt.runBlocking(
            Dispatchers.getDefault(), (scope, continuation) -> unchecked(() -> okHttp(url)));
      case "spring":
        return within10s(new SimpleAsyncTaskExecutor().submit(() -> apache(url)));
      default:
        throw new IllegalArgumentException(way);
    }
  }

  private String apache(String url) throws IOException {
    return EntityUtils.toString(httpClient4.execute(new HttpGet(url)).getEntity());
  }

  private String apache5(String url) throws IOException {
    return httpClient5.execute(
        new org.apache.hc.client5.http.classic.methods.HttpGet(url),
        response -> org.apache.hc.core5.http.io.entity.EntityUtils.toString(response.getEntity()));
  }

  private String okHttp(String url) throws IOException {
    try (Response response = okHttp.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }

  private static String unchecked(Callable<String> call) {
    try {
      return call.call();
    } catch (Exception failure) {
      return failure.toString();
    }
  }

  private String enqueued(String url) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    okHttp
        .newCall(new Request.Builder().url(url).build())
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
    return within10s(answer);
  }

  private static <T> T within10s(Future<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    okHttp.dispatcher().executorService().shutdown();
    okHttp.connectionPool().evictAll();
    httpClient4.close();
    asyncClient4.close();
    httpClient5.close();
    asyncClient5.close();
    listening.shutdown();
    scheduler.dispose();
    grpc.stop();
  }
}
