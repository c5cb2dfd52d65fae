package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One connection of HTTP/2, by which many call at once. */
public final class Http2Connection implements AutoCloseable {
  private static final int AT_ONCE = 16;

  private final int port;
  private final OkHttpClient client;

  public Http2Connection(int port) throws IOException {
    this.port = port;
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(AT_ONCE);
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .protocols(Collections.singletonList(Protocol.H2_PRIOR_KNOWLEDGE))
            .build();
    client.newCall(request("/", null)).execute().close(); // the others find its connection
  }

  /** Returns the protocol and the body of the answer that will come. */
  public CompletableFuture<String> get(String path, @Nullable String token) {
    return get(request(path, token));
  }

  /**
   * The same with other headers.
   *
   * @param headers names and values in turn
   */
  public CompletableFuture<String> getWith(String path, String... headers) {
    Request.Builder request = request(path, null).newBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return get(request.build());
  }

  private CompletableFuture<String> get(Request request) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(response.protocol() + " " + response.body().string());
              }
            });
    return answer;
  }

  /** How many there are in truth. */
  int connections() {
    return client.connectionPool().connectionCount();
  }

  private Request request(String path, @Nullable String token) {
    Request.Builder request = new Request.Builder().url("http://127.0.0.1:" + port + path);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdownNow();
  }
}
