package com.example.maze;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

final class BlockingOkHttp implements Calls.Client {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  public void get(String url, Runnable onward) {
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      response.body().bytes();
    } catch (IOException e) {
      System.out.println("OkHttp: " + e);
    }
    onward.run();
  }
}
