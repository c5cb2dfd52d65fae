package com.example.maze;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.util.TimeValue;

/** Asynchronous, two connections: the others wait until somebody else's call has ended. */
@SuppressWarnings("FutureReturnValueIgnored") // its callback is called however it ends
final class QueuedApacheClient5 implements Calls.Client {
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setConnectionManager(
              PoolingAsyncClientConnectionManagerBuilder.create().setMaxConnPerRoute(2).build())
          .setRetryStrategy(new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1)))
          .build();

  QueuedApacheClient5() {
    client.start();
  }

  @Override
  public void get(String url, Runnable onward) {
    SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
    client.execute(
        request,
        new FutureCallback<SimpleHttpResponse>() {
          @Override
          public void completed(SimpleHttpResponse response) {
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
