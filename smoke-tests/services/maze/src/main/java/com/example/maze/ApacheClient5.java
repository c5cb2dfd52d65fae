package com.example.maze;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

/** Five connections; asks again where it is told to. */
final class ApacheClient5 implements Calls.Client {
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setRetryStrategy(new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1)))
          .build();

  @Override
  public void get(String url, Runnable onward) {
    try {
      client.execute(
          new HttpGet(url),
          response -> {
            EntityUtils.consume(response.getEntity());
            return null;
          });
    } catch (IOException e) {
      System.out.println("HttpClient 5: " + e);
    }
    onward.run();
  }
}
