package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.SharesNoAnswers;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The async clients with a private cache. */
class CachingHttpAsyncClient5IT extends SharesNoAnswers {
  private CloseableHttpAsyncClient client = started(builder());

  @Override
  protected Class<?> libraryClass() {
    return CloseableHttpAsyncClient.class;
  }

  @Override
  protected void beginWithAnEmptyCache() throws IOException {
    client.close();
    client = started(builder());
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
  void neverKeepsAUsersAnswerThatAnotherThreadHandsUp() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (CloseableHttpAsyncClient handing =
        started(
            builder()
                .addExecInterceptorAfter(
                    ChainElement.PROTOCOL.name(),
                    "handing",
                    (request, body, scope, chain, callback) ->
                        chain.proceed(request, body, scope, new HandedUp(thread, callback))))) {
      String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));
      for (String user : new String[] {"alice", "bob", null}) {
        assertThat(as(user, () -> send(handing, "GET", url)).headers("X-User"))
            .containsExactly(user == null ? "nobody" : user);
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private static HttpAsyncClientBuilder builder() {
    return CachingHttpAsyncClients.custom()
        .setCacheConfig(
            CacheConfig.custom()
                .setSharedCache(false)
                .setHeuristicCachingEnabled(true)
                .setAsynchronousWorkers(1)
                .build())
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create().setMaxConnPerRoute(16).build());
  }

  private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return client;
  }

  private static Answer send(
      CloseableHttpAsyncClient client, String method, String url, String... headers)
      throws Exception {
    SimpleHttpRequest request = new SimpleHttpRequest(method, URI.create(url));
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    SimpleHttpResponse response = client.execute(request, null).get(60, TimeUnit.SECONDS);
    Answer answer = new Answer(response.getCode(), response.getBodyText());
    for (Header header : response.getHeaders()) {
      answer.with(header.getName(), header.getValue());
    }
    return answer;
  }

  /** Tells what is above it of the answer on another thread, and waits until that is done. */
  private static final class HandedUp implements AsyncExecCallback {
    private final ExecutorService thread;
    private final AsyncExecCallback callback;

    HandedUp(ExecutorService thread, AsyncExecCallback callback) {
      this.thread = thread;
      this.callback = callback;
    }

    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
        throws IOException {
      AsyncDataConsumer[] consumer = new AsyncDataConsumer[1];
      onThread(() -> consumer[0] = callback.handleResponse(response, entity));
      return consumer[0];
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws IOException {
      onThread(() -> callback.handleInformationResponse(response));
    }

    @Override
    public void completed() {
      thread.execute(callback::completed);
    }

    @Override
    public void failed(Exception cause) {
      thread.execute(() -> callback.failed(cause));
    }

    private void onThread(Told told) throws IOException {
      CountDownLatch done = new CountDownLatch(1);
      thread.execute(
          () -> {
            try {
              told.run();
            } catch (Exception failure) {
              callback.failed(failure);
            } finally {
              done.countDown();
            }
          });
      try {
        done.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
    }

    private interface Told {
      void run() throws Exception;
    }
  }
}
