package com.example.maze;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Gives up soon: its calls are cancelled from a thread of the client's. */
final class ImpatientOkHttp implements Calls.Client {
  private final OkHttpClient client =
      new OkHttpClient.Builder().callTimeout(5, TimeUnit.MILLISECONDS).build();

  @Override
  public void get(String url, Runnable onward) {
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      response.body().bytes();
    } catch (IOException expected) {
      // It did not wait for the answer.
    }
    onward.run();
  }
}
