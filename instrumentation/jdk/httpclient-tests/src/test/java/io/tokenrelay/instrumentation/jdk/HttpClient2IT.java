package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.TestTls;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class HttpClient2IT extends HttpClientSuite {
  HttpClient2IT() {
    super(Servers.speaking(Version.HTTP_2));
  }

  /** HTTP/2 has no upgrade; {@link HttpClient1IT} tries them. */
  @Override
  protected String get(String url, String... headers) throws Exception {
    assumeThat(headers).doesNotContain("Upgrade");
    return super.get(url, headers);
  }

  @Test
  void eachStreamOfAConnectionHasItsOwnCaller() throws Exception {
    get(downstream.inEstate("/")); // by HTTP/1.1, and upgraded
    List<String> expected = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int call = 0; call < 60; call++) {
      String user = call % 4 == 0 ? "nobody" : "user" + call % 7;
      expected.add(Version.HTTP_2 + " " + user);
      answers.add(
          asUser(
              user,
              () ->
                  client.sendAsync(
                      request(downstream.inEstate("/hold")).build(), BodyHandlers.ofString())));
    }
    downstream.release();
    List<String> got = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      HttpResponse<String> response = answer.get(30, TimeUnit.SECONDS);
      got.add(response.version() + " " + response.body());
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void relaysOnTheRequestThatAsksForHttp2() throws Exception {
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      HttpClient fresh = builder().build();
      HttpResponse<String> response =
          asUser(
              user,
              () -> fresh.send(request(downstream.inEstate("/")).build(), BodyHandlers.ofString()));
      assertThat(response.version() + " " + response.body()).isEqualTo(Version.HTTP_2 + " " + user);
    }
  }

  // What the service pushes

  /**
   * The thread that reads a connection works for none of its callers, and may be lent by any of
   * them.
   */
  @Test
  void whatTakesAPushInWorksForNobody() throws Exception {
    ExecutorService few = Executors.newFixedThreadPool(2);
    List<Executor> executors = new ArrayList<>();
    executors.add(few);
    if (!System.getProperty("java.specification.version").equals("11")) {
      executors.add(Runnable::run);
    }
    Set<String> seen = ConcurrentHashMap.newKeySet();
    SSLContext tls = TestTls.beside(HOSTS).context();
    try (TlsDownstream pushing = new TlsDownstream(tls)) {
      HttpRequest asking = request("https://127.0.0.1:" + pushing.port() + "/pushing").build();
      for (Executor executor : executors) {
        HttpClient shared = builder().sslContext(tls).executor(executor).build();
        pushedTo("nobody", shared, asking, seen); // opens a connection for pushes, to share
        AtomicInteger pushes = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
          String user = USERS[thread % USERS.length];
          work.add(
              () -> {
                for (int call = 0; call < 15; call++) {
                  pushes.addAndGet(pushedTo(user, shared, asking, seen));
                }
                return null;
              });
        }
        AtOnce.run(work);
        assertThat(pushes).hasValue(6 * 15 * TlsDownstream.PUSHES);
      }
    } finally {
      few.shutdownNow();
    }
    Set<String> mayBe = new HashSet<>();
    for (String user : USERS) {
      for (String at :
          new String[] {"promised", "made", "subscribed", "next", "complete", "kept"}) {
        mayBe.add(at + " for " + user + ": nobody");
      }
    }
    assertThat(seen).isEqualTo(mayBe);
  }

  /** Makes a call for the user, and waits for what is pushed. */
  private int pushedTo(String user, HttpClient shared, HttpRequest asking, Set<String> seen)
      throws Exception {
    TakingIn takingIn = new TakingIn(user, seen);
    asUser(
        user,
        () ->
            shared
                .sendAsync(asking, BodyHandlers.discarding(), takingIn)
                .get(30, TimeUnit.SECONDS));
    return takingIn.pushed();
  }

  /** One user's handler of promises, which calls another service at each step. */
  private final class TakingIn implements PushPromiseHandler<Void> {
    private final String user;
    private final Set<String> seen;
    private final Queue<CompletableFuture<?>> pushed = new ConcurrentLinkedQueue<>();

    TakingIn(String user, Set<String> seen) {
      this.user = user;
      this.seen = seen;
    }

    @Override
    public void applyPushPromise(
        HttpRequest asked,
        HttpRequest promised,
        Function<BodyHandler<Void>, CompletableFuture<HttpResponse<Void>>> accept) {
      call("promised", user, downstream, seen);
      pushed.add(
          accept
              .apply(info -> new Calling(user, downstream, seen))
              .thenAccept(response -> call("kept", user, downstream, seen)));
    }

    int pushed() throws Exception {
      for (CompletableFuture<?> each : pushed) {
        each.get(30, TimeUnit.SECONDS);
      }
      return pushed.size();
    }
  }

  @Test
  void whatFollowsAPushIsTheWorkOfWhoeverHasAddedIt() throws Exception {
    SSLContext tls = TestTls.beside(HOSTS).context();
    try (TlsDownstream pushing = new TlsDownstream(tls)) {
      HttpClient shared = builder().sslContext(tls).build();
      HttpRequest asking = request("https://127.0.0.1:" + pushing.port() + "/pushing").build();
      for (String caller : USERS) {
        ConcurrentMap<HttpRequest, CompletableFuture<HttpResponse<String>>> pushes =
            new ConcurrentHashMap<>();
        HttpResponse<String> answer =
            asUser(
                caller,
                () ->
                    shared
                        .sendAsync(
                            asking,
                            BodyHandlers.ofString(),
                            PushPromiseHandler.of(any -> BodyHandlers.ofString(), pushes))
                        .get(30, TimeUnit.SECONDS));
        assertThat(answer.body()).isEqualTo("HTTP/2.0 " + caller);
        assertThat(pushes).hasSize(TlsDownstream.PUSHES);
        for (HttpRequest promised : pushes.keySet()) {
          assertThat(promised.headers().map()).doesNotContainKey("authorization");
          assertThat(pushes.get(promised).get(30, TimeUnit.SECONDS).body())
              .isEqualTo("HTTP/2.0 nobody");
          for (String user : USERS) {
            assertThat(
                    asUser(
                        user,
                        () ->
                            pushes
                                .get(promised)
                                .thenCompose(pushed -> later(client, downstream.inEstate("/")))
                                .get(30, TimeUnit.SECONDS)))
                .isEqualTo("200 " + user);
          }
        }
      }
    }
  }
}
