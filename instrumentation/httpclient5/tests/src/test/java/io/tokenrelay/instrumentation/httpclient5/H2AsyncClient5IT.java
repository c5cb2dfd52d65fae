package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.Callers;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.NoopEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** HTTP/2: the calls of all users are streams of one connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2AsyncClient5IT {
  private final TestIssuer issuer = TestIssuer.load();
  private final Callers callers = Callers.start();
  private final CloseableHttpAsyncClient client = H2AsyncClientBuilder.create().build();
  private HttpAsyncServer server;
  private int port;

  @BeforeAll
  void start() throws Exception {
    server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
            .setCanonicalHostName("127.0.0.1")
            .register("*", new Who())
            .registerVirtual("localhost", "*", new Who())
            .registerVirtual("shop.example", "*", new Who())
            .registerVirtual("stranger.internal", "*", new Who())
            .create();
    server.start();
    ListenerEndpoint endpoint = server.listen(new InetSocketAddress(0)).get(30, TimeUnit.SECONDS);
    port = ((InetSocketAddress) endpoint.getAddress()).getPort();
    client.start();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    server.close(CloseMode.IMMEDIATE);
    callers.close();
    AgentLog.assertHoldsNoToken();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(H2AsyncClientBuilder.class);
  }

  @Test
  void relaysTheTokenOfTheCaller() throws Exception {
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      assertThat(callers.as(tokenOf(user), () -> send(client, "127.0.0.1")).get()).isEqualTo(user);
    }
  }

  @Test
  void neverSendsTheTokenToAStranger() throws Exception {
    assertThat(callers.as(tokenOf("alice"), () -> send(client, "localhost")).get())
        .isEqualTo("nobody");
  }

  @Test
  void leavesAClientToItsOwnCredentials() throws Exception {
    for (int distance : new int[] {0, 1}) {
      try (CloseableHttpAsyncClient own =
          H2AsyncClientBuilder.create()
              .setDefaultCredentialsProvider(Robot.credentialsFor("127.0.0.1", port + distance))
              .build()) {
        own.start();
        assertThat(callers.as(tokenOf("alice"), () -> send(own, "127.0.0.1")).get())
            .isEqualTo(distance == 0 ? "nobody" : "alice");
      }
    }
  }

  /** The server answers to the name; its connection is the one thing that is judged. */
  @Test
  void judgesTheAddressThatTheClientsOwnResolverLeadsTo() throws Exception {
    try (CloseableHttpAsyncClient resolving =
        H2AsyncClientBuilder.create()
            .setDnsResolver(
                new Resolver(
                    name ->
                        name.equals("stranger.internal") ? Downstream.STRANGER : Downstream.FRIEND))
            .build()) {
      resolving.start();
      assertThat(callers.as(tokenOf("alice"), () -> send(resolving, "shop.example")).get())
          .isEqualTo("alice");
      assertThat(callers.as(tokenOf("alice"), () -> send(resolving, "stranger.internal")).get())
          .isEqualTo("nobody");
    }
  }

  @Test
  void aCallbackWorksForTheUserOfItsCall() throws Exception {
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      Future<String> second =
          callers.as(
              tokenOf(user),
              () -> send(client, "127.0.0.1").thenCompose(first -> send(client, "127.0.0.1")));
      assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(user);
    }
  }

  @Test
  void relaysThroughTheMinimalClient() throws Exception {
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createHttp2Minimal()) {
      minimal.start();
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        assertThat(callers.as(tokenOf(user), () -> send(minimal, "127.0.0.1")).get())
            .isEqualTo(user);
      }
      assertThat(callers.as(tokenOf("alice"), () -> send(minimal, "localhost")).get())
          .isEqualTo("nobody");
    }
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            int wrong = 0;
            for (int round = 0; round < 25; round++) {
              String user = random.nextInt(5) == 0 ? "nobody" : "user" + random.nextInt(50);
              List<Future<String>> answers =
                  callers.as(
                      tokenOf(user),
                      () -> {
                        List<Future<String>> started = new ArrayList<>();
                        for (int call = 0; call < 10; call++) {
                          started.add(send(client, "127.0.0.1"));
                        }
                        return started;
                      });
              for (Future<String> answer : answers) {
                wrong += answer.get(60, TimeUnit.SECONDS).equals(user) ? 0 : 1;
              }
            }
            return wrong;
          });
    }
    try {
      for (Future<Integer> wrong : threads.invokeAll(work)) {
        assertThat(wrong.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }

  private CompletableFuture<String> send(CloseableHttpAsyncClient client, String host) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.execute(
        new SimpleHttpRequest("GET", URI.create("http://" + host + ":" + port + "/")),
        new FutureCallback<SimpleHttpResponse>() {
          @Override
          public void completed(SimpleHttpResponse response) {
            answer.complete(response.getBodyText());
          }

          @Override
          public void failed(Exception failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void cancelled() {
            answer.cancel(false);
          }
        });
    return answer;
  }

  /** Answers with the user whose token came. */
  private static final class Who implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {
    @Override
    public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
        HttpRequest request, EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new NoopEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, Void> request, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      Header header = request.getHead().getFirstHeader("Authorization");
      String user = header == null ? "nobody" : TestIssuer.userOf(header.getValue());
      trigger.submitResponse(
          AsyncResponseBuilder.create(200).setEntity(user, ContentType.TEXT_PLAIN).build(),
          context);
    }
  }
}
