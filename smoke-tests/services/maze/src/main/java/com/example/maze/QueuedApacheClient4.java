package com.example.maze;

import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/** Asynchronous, two connections: the others wait until somebody else's call has ended. */
@SuppressWarnings("FutureReturnValueIgnored") // its callback is called however it ends
final class QueuedApacheClient4 implements Calls.Client {
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom().setMaxConnPerRoute(2).build();

  QueuedApacheClient4() {
    client.start();
  }

  @Override
  public void get(String url, Runnable onward) {
    client.execute(
        new HttpGet(url),
        new FutureCallback<HttpResponse>() {
          @Override
          public void completed(HttpResponse response) {
            onward.run();
          }

          @Override
          public void failed(Exception e) {
            onward.run();
          }

          @Override
          public void cancelled() {
            onward.run();
          }
        });
  }

  @Override
  public boolean isQueued() {
    return true;
  }
}
