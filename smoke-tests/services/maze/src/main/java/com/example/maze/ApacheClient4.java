package com.example.maze;

import java.io.IOException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultServiceUnavailableRetryStrategy;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Four connections; asks again where it is told to. */
final class ApacheClient4 implements Calls.Client {
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setMaxConnPerRoute(4)
          .setServiceUnavailableRetryStrategy(new DefaultServiceUnavailableRetryStrategy(1, 1))
          .build();

  @Override
  public void get(String url, Runnable onward) {
    try (CloseableHttpResponse response = client.execute(new HttpGet(url))) {
      EntityUtils.consume(response.getEntity());
    } catch (IOException e) {
      System.out.println("HttpClient 4: " + e);
    }
    onward.run();
  }
}
