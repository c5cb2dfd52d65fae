package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.SharesNoAnswers;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocking clients with a private cache. */
class CachingHttpClient5IT extends SharesNoAnswers {
  private CloseableHttpClient client = builder().build();

  @Override
  protected Class<?> libraryClass() {
    return CloseableHttpClient.class;
  }

  @Override
  protected void beginWithAnEmptyCache() {
    client = builder().build();
  }

  @AfterEach
  void closeConnections() throws IOException {
    client.close();
  }

  @Override
  protected Answer send(String method, String url, String... headers) throws Exception {
    return send(client, method, url, headers);
  }

  @Test
  void neverKeepsAUsersAnswerThatAnotherThreadHasFetched() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (CloseableHttpClient handing =
        builder()
            .addExecInterceptorAfter(
                ChainElement.PROTOCOL.name(),
                "handing",
                (request, scope, chain) -> {
                  try {
                    return thread.submit(() -> chain.proceed(request, scope)).get();
                  } catch (Exception failure) {
                    throw new IOException(failure);
                  }
                })
            .build()) {
      String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));
      for (String user : new String[] {"alice", "bob", null}) {
        assertThat(as(user, () -> send(handing, "GET", url)).body)
            .isIn(user == null ? "nobody" : user, "nobody");
      }
    } finally {
      thread.shutdownNow();
    }
  }

  CacheConfig config() {
    return CacheConfig.custom()
        .setSharedCache(false)
        .setHeuristicCachingEnabled(true)
        .setAsynchronousWorkers(1)
        .build();
  }

  private HttpClientBuilder builder() {
    return CachingHttpClients.custom()
        .setCacheConfig(config())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(16).build());
  }

  private static Answer send(
      CloseableHttpClient client, String method, String url, String... headers)
      throws IOException, HttpException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    try (CloseableHttpResponse response = client.execute(request)) {
      return answerOf(response);
    }
  }

  private static Answer answerOf(ClassicHttpResponse response) throws IOException, HttpException {
    String body = response.getEntity() == null ? null : EntityUtils.toString(response.getEntity());
    Answer answer = new Answer(response.getCode(), body);
    for (Header header : response.getHeaders()) {
      answer.with(header.getName(), header.getValue());
    }
    return answer;
  }
}
