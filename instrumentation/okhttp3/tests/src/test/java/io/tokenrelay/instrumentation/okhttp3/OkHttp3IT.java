package io.tokenrelay.instrumentation.okhttp3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class OkHttp3IT extends RelaysOutbound {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  protected Class<?> libraryClass() {
    return OkHttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws IOException {
    return answerOf(client.newCall(request(url, headers)).execute());
  }

  @Test
  void aCallCarriesTheTokenOfItsCreatorWhoeverRunsIt() throws Exception {
    Call ofAlice =
        as(issuer.token("alice"), () -> client.newCall(request(downstream.inEstate("/"))));

    assertThat(answerOf(ofAlice.execute())).isEqualTo("200 alice");
  }

  @Test
  void aCallOfOneUserThatAnothersRequestMakesCarriesNobodysToken() throws Exception {
    Call ofAlice =
        as(issuer.token("alice"), () -> client.newCall(request(downstream.inEstate("/"))));
    long before = AgentCounters.of("SkippedWrongRequest");

    assertThat(as(issuer.token("bob"), () -> answerOf(ofAlice.execute()))).isEqualTo("200 nobody");
    assertThat(AgentCounters.of("SkippedWrongRequest")).isEqualTo(before + 1);
  }

  @Test
  void aCallCreatedForNobodyCarriesNothingWhoeverRunsIt() throws Exception {
    Call ofNobody = client.newCall(request(downstream.inEstate("/")));

    assertThat(as(issuer.token("bob"), () -> answerOf(ofNobody.execute()))).isEqualTo("200 nobody");
  }

  @Test
  void queuedCallsKeepTheirCreatorsWhenTheHostsLimitIsReached() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(1);
    OkHttpClient narrow = client.newBuilder().dispatcher(dispatcher).build();
    Map<String, CompletableFuture<String>> answers = new HashMap<>();
    for (String user : new String[] {"alice", "bob", "carol"}) {
      answers.put(
          user, as(issuer.token(user), () -> enqueue(narrow, downstream.inEstate("/hold"))));
    }
    answers.put("nobody", enqueue(narrow, downstream.inEstate("/hold")));
    assertThat(dispatcher.queuedCallsCount())
        .isEqualTo(3); // promoted later, from the worker of alice

    downstream.release();

    for (Map.Entry<String, CompletableFuture<String>> answer : answers.entrySet()) {
      assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + answer.getKey());
    }
  }

  @Test
  void aCallbackWorksForTheUserOfItsCall() throws Exception {
    CompletableFuture<String> second = new CompletableFuture<>();
    as(
        issuer.token("alice"),
        () -> {
          client
              .newCall(request(downstream.inEstate("/first")))
              .enqueue(
                  new Callback() {
                    @Override
                    public void onFailure(Call call, IOException failure) {
                      second.completeExceptionally(failure);
                    }

                    @Override
                    public void onResponse(Call call, Response response) throws IOException {
                      response.body().close();
                      second.complete(get(downstream.inEstate("/second")));
                    }
                  });
          return null;
        });

    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    List<String> seen = new ArrayList<>();
    Interceptor watcher =
        chain -> {
          seen.add(chain.request().header("Authorization"));
          Response response = chain.proceed(chain.request());
          seen.add(response.request().header("Authorization"));
          return response;
        };
    OkHttpClient watched =
        client.newBuilder().addInterceptor(watcher).addNetworkInterceptor(watcher).build();

    String answer =
        as(
            issuer.token("alice"),
            () -> answerOf(watched.newCall(request(downstream.inEstate("/"))).execute()));

    assertThat(answer).isEqualTo("200 alice");
    assertThat(seen).hasSize(4).containsOnlyNulls();
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    OkHttpClient own =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("Authorization", "Basic YTpi").build()))
            .build();

    as(
        issuer.token("alice"),
        () -> answerOf(own.newCall(request(downstream.inEstate("/"))).execute()));

    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsRetried() throws Exception {
    assertThat(get(downstream.inEstate("/"))).isEqualTo("200 nobody"); // leaves a pooled connection
    downstream.reset();

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly("alice", "alice");
  }

  @Test
  void neverSendsAnotherUsersTokenFromTheQueue() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(3);
    OkHttpClient narrow = client.newBuilder().dispatcher(dispatcher).build();
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int round = 0; round < 25; round++) {
              String user = "user" + random.nextInt(50);
              List<CompletableFuture<String>> answers =
                  as(
                      issuer.token(user),
                      () -> {
                        List<CompletableFuture<String>> started = new ArrayList<>();
                        for (int call = 0; call < 10; call++) {
                          started.add(enqueue(narrow, downstream.inEstate("/")));
                        }
                        return started;
                      });
              for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("200 " + user);
              }
            }
            return null;
          });
    }
    runAll(work);

    assertThat(downstream.received()).hasSize(8 * 25 * 10).noneMatch(OkHttp3IT::isAnonymous);
  }

  private static boolean isAnonymous(Downstream.Received request) {
    return request.user() == null;
  }

  private static CompletableFuture<String> enqueue(OkHttpClient client, String url) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .newCall(request(url))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(answerOf(response));
              }
            });
    return answer;
  }

  private static Request request(String url, String... headers) {
    Request.Builder request = new Request.Builder().url(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private static String answerOf(Response response) throws IOException {
    return response.code() + " " + response.body().string();
  }
}
