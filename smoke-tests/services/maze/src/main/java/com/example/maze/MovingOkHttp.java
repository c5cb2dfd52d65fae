package com.example.maze;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls a name that is here and there by turns; keeps its connections for a moment. */
final class MovingOkHttp implements Calls.Client {
  private final AtomicInteger turns = new AtomicInteger();
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .dns(name -> Collections.singletonList(Moving.address(turns.getAndIncrement())))
          .connectionPool(new ConnectionPool(2, 3, TimeUnit.MILLISECONDS))
          .build();

  @Override
  public void get(String url, Runnable onward) {
    Request request = new Request.Builder().url(Moving.named(url)).build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    } catch (IOException e) {
      System.out.println("OkHttp, moving: " + e);
    }
    onward.run();
  }
}
