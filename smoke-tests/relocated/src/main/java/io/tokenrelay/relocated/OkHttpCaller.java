package io.tokenrelay.relocated;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** A part of an application that brings its own OkHttp: the class is shaded along with it. */
public final class OkHttpCaller implements Function<String, String> {
  private final OkHttpClient client = new OkHttpClient();

  /** Where OkHttp's classes are in this copy. */
  @Override
  public String toString() {
    return OkHttpClient.class.getName();
  }

  /** Calls a URL on a thread of the client's own. */
  @Override
  public String apply(String url) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .newCall(new Request.Builder().url(url).build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                try (ResponseBody body = response.body()) {
                  answer.complete(response.code() + " " + body.string());
                }
              }
            });
    return answer.join();
  }
}
