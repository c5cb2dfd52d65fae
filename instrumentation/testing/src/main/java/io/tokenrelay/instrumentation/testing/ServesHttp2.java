package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/**
 * What a server of HTTP/2 must do: one connection is many callers at once. It speaks it in plain
 * text, to clients that know so beforehand.
 */
public abstract class ServesHttp2 extends ServesRequests {
  private static final String[] WAYS = {
    "/relay", "/forward", "/async-dispatch", "/async-start", "/async-complete", "/async-write"
  };
  private static final int ROUNDS = 20;
  private static final int USERS = 10;

  protected ServesHttp2(TestServer server) {
    super(server);
  }

  @Test
  void eachStreamOfAConnectionHasItsOwnCaller() throws Exception {
    OkHttpClient client = client();
    List<String> expected = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (String way : WAYS) {
          String user = round % 3 == 0 ? "nobody" : "user" + round % USERS;
          expected.add(way + ' ' + Protocol.H2_PRIOR_KNOWLEDGE + ' ' + user);
          answers.add(start(client, way, user));
        }
      }
      List<String> got = new ArrayList<>();
      for (CompletableFuture<String> answer : answers) {
        got.add(answer.get(60, TimeUnit.SECONDS));
      }

      assertThat(got).isEqualTo(expected);
      assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
    } finally {
      client.connectionPool().evictAll();
      client.dispatcher().executorService().shutdownNow();
    }
  }

  private OkHttpClient client() throws IOException {
    Dispatcher atOnce = new Dispatcher();
    atOnce.setMaxRequestsPerHost(16);
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dispatcher(atOnce)
            .protocols(Collections.singletonList(Protocol.H2_PRIOR_KNOWLEDGE))
            .build();
    Request first = new Request.Builder().url("http://127.0.0.1:" + port + "/").build();
    client.newCall(first).execute().close(); // the others find its connection
    return client;
  }

  private CompletableFuture<String> start(OkHttpClient client, String way, String user)
      throws IOException {
    Request.Builder request = new Request.Builder().url("http://127.0.0.1:" + port + calling(way));
    if (!user.equals("nobody")) {
      request.header("Authorization", "Bearer " + issuer.token(user));
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .newCall(request.build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(way + ' ' + response.protocol() + ' ' + response.body().string());
              }
            });
    return answer;
  }
}
