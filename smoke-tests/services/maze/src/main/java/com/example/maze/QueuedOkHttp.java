package com.example.maze;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asynchronous, two calls at a time: the others wait until somebody else's has ended. */
final class QueuedOkHttp implements Calls.Client {
  private final OkHttpClient client;

  QueuedOkHttp() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(2);
    this.client = new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }

  @Override
  public void get(String url, Runnable onward) {
    client
        .newCall(new Request.Builder().url(url).build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                onward.run();
              }

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
                onward.run();
              }
            });
  }

  @Override
  public boolean isQueued() {
    return true;
  }
}
