package io.tokenrelay.instrumentation.okhttp3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.SharesNoAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class OkHttp3CacheIT extends SharesNoAnswers {
  private OkHttpClient client = new OkHttpClient();

  @Override
  protected Class<?> libraryClass() {
    return OkHttpClient.class;
  }

  @Override
  protected void beginWithAnEmptyCache() throws IOException {
    Cache cache = new Cache(Files.createTempDirectory("cache").toFile(), 10_000_000);
    client = new OkHttpClient.Builder().cache(cache).build();
  }

  @Override
  protected Answer send(String method, String url, String... headers) throws IOException {
    return send(client, method, url, headers);
  }

  @Test
  void neverKeepsAUsersAnswerWhereAnInterceptorForcesTheClientToCache() throws Exception {
    OkHttpClient forced =
        with(
            chain ->
                chain
                    .proceed(chain.request())
                    .newBuilder()
                    .request(chain.request().newBuilder().header("X-Rewritten", "yes").build())
                    .header("Cache-Control", "public, max-age=60")
                    .build());
    String url = downstream.inEstate(path("Cache-Control", "no-store"));

    for (String user : new String[] {"alice", "bob", null, null}) {
      assertThat(as(user, () -> send(forced, "GET", url)).body)
          .isEqualTo(user == null ? "nobody" : user);
    }
    assertThat(downstream.received()).hasSize(3); // nobody's was kept
  }

  @Test
  void neverKeepsAUsersAnswerThatAnotherThreadHasFetched() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      OkHttpClient handing =
          with(
              chain -> {
                try {
                  return thread.submit(() -> chain.proceed(chain.request())).get();
                } catch (Exception failure) {
                  throw new IOException(failure);
                }
              });
      String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));

      for (String user : new String[] {"alice", "bob", null}) {
        assertThat(as(user, () -> send(handing, "GET", url)).body)
            .isIn(user == null ? "nobody" : user, "nobody");
      }
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void namesNoPlaceInTheCacheThatOnlyAUserHasFetched() throws Exception {
    get("alice", downstream.inEstate(path("Cache-Control", "public, max-age=60")));

    assertThat(client.cache().urls().hasNext()).isFalse();
  }

  private OkHttpClient with(Interceptor network) {
    return client.newBuilder().addNetworkInterceptor(network).build();
  }

  private static Answer send(OkHttpClient client, String method, String url, String... headers)
      throws IOException {
    RequestBody body = method.equals("POST") ? RequestBody.create(null, "changed") : null;
    Request.Builder request = new Request.Builder().url(url).method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    Response response = client.newCall(request.build()).execute();
    Answer answer = new Answer(response.code(), response.body().string());
    for (String name : response.headers().names()) {
      response.headers(name).forEach(value -> answer.with(name, value));
    }
    return answer;
  }
}
