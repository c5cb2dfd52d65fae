package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.RelaysAsyncCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.CharBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.conn.DnsResolver;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.nio.client.methods.AsyncCharConsumer;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/**
 * What every async client of HttpAsyncClient 4 must do: a call is created on one thread, and lives
 * on those of an event loop.
 */
abstract class RelaysThroughHttpAsyncClient4 extends RelaysAsyncCalls {
  /** A client with many connections, that follows redirects. */
  protected abstract HttpAsyncClient client();

  /** A client with so many connections to a host; closed with the suite. */
  protected abstract HttpAsyncClient narrowClient(int connections);

  @Override
  protected final AsyncClient asyncClient() {
    return startingBy(client());
  }

  @Override
  protected final AsyncClient asyncClient(int calls) {
    return startingBy(narrowClient(calls));
  }

  private static AsyncClient startingBy(HttpAsyncClient client) {
    return (url, ending) -> {
      Future<?> call = client.execute(new HttpGet(url), new Told(ending));
      return () -> call.cancel(true);
    };
  }

  protected abstract HttpAsyncClient clientWith(DnsResolver resolver) throws Exception;

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) throws Exception {
    HttpAsyncClient resolving =
        clientWith((String host) -> new InetAddress[] {resolver.apply(host)});
    return url -> send(resolving, new HttpGet(url)).get(60, TimeUnit.SECONDS);
  }

  protected abstract HttpAsyncClient clientWith(CredentialsProvider credentials);

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    HttpAsyncClient own = clientWith(Robot.credentialsFor(host, port));
    return url -> send(own, new HttpGet(url)).get(60, TimeUnit.SECONDS);
  }

  @Test
  void looksForCredentialsInTheContextOfTheCallFirst() throws Exception {
    HttpAsyncClient own = clientWith(Robot.credentialsFor("127.0.0.1", downstream.port()));
    for (boolean inContext : new boolean[] {true, false}) {
      HttpContext context = new BasicHttpContext();
      context.setAttribute(
          "http.auth.credentials-provider",
          inContext
              ? Robot.credentialsFor("127.0.0.1", downstream.port())
              : new BasicCredentialsProvider());
      HttpAsyncClient asked = inContext ? client() : own;
      CompletableFuture<String> answer = new CompletableFuture<>();
      as(
          tokenOf("alice"),
          () ->
              asked.execute(
                  new HttpGet(downstream.inEstate("/challenge")),
                  context,
                  new Told(answering(answer))));

      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(inContext ? "200 robot" : "200 alice");
    }
  }

  @Test
  void givesNoTokenToAClientWhoseStoreOfCredentialsFails() throws Exception {
    HttpAsyncClient own = clientWith(Robot.shut());

    assertThat(as(tokenOf("alice"), () -> send(own, new HttpGet(downstream.inEstate("/")))).get())
        .isEqualTo("200 nobody");
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class; // each version of the async client stands on one of the other
  }

  @Test
  void testsTheAsyncVersionItClaims() {
    assertThat(HttpAsyncClient.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("-" + System.getProperty("with.version") + ".jar");
  }

  @Override
  protected String get(String url, String... headers) throws Exception {
    HttpGet request = new HttpGet(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return send(client(), request).get(60, TimeUnit.SECONDS);
  }

  @Test
  void aConsumerWorksForTheUserOfItsCall() throws Exception {
    Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      CompletableFuture<String> head = new CompletableFuture<>();
      CompletableFuture<String> end = new CompletableFuture<>();
      Consumer consumer = new Consumer(head, end);
      as(
          tokenOf(user),
          () ->
              client()
                  .execute(HttpAsyncMethods.createGet(downstream.inEstate("/")), consumer, null));
      assertThat(head.get(30, TimeUnit.SECONDS)).as("head").isEqualTo("200 " + user);
      seen.put(user, end);
    }

    assertWorkedFor(seen);
  }

  @Test
  void relaysWithABody() throws Exception {
    for (boolean waitsToBeAsked : new boolean[] {false, true}) {
      HttpPost request = new HttpPost(downstream.inEstate("/"));
      request.setEntity(new StringEntity("order"));
      if (waitsToBeAsked) {
        request.addHeader("Expect", "100-continue");
      }

      Future<String> answer = as(tokenOf("alice"), () -> send(client(), request));

      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
    }
  }

  @Test
  void aRequestObjectThatIsUsedAgainCarriesTheTokenOfItsNewCaller() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));

    assertThat(as(tokenOf("alice"), () -> send(client(), request)).get()).isEqualTo("200 alice");
    assertThat(as(tokenOf("bob"), () -> send(client(), request)).get()).isEqualTo("200 bob");
    assertThat(send(client(), request).get()).isEqualTo("200 nobody");
    assertThat(request.containsHeader("Authorization")).isFalse();
  }

  /** The route in a context is that of the last call that used it. */
  @Test
  void aContextThatTwoCallsShareDoesNotMakeAFriendOfAStranger() throws Exception {
    HttpAsyncClient narrow = narrowClient(1);
    HttpContext shared = new BasicHttpContext();
    Future<String> holding =
        as(
            tokenOf("alice"),
            () -> send(narrow, new HttpGet(downstream.asStranger("/hold")), shared));
    awaitRequests(1);
    Future<String> stranger =
        as(tokenOf("alice"), () -> send(narrow, new HttpGet(downstream.asStranger("/")), shared));
    Future<String> friend =
        as(tokenOf("alice"), () -> send(narrow, new HttpGet(downstream.inEstate("/")), shared));
    downstream.release();

    assertThat(holding.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
    assertThat(stranger.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
    assertThat(friend.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));
    HttpContext context = new BasicHttpContext();

    assertThat(as(tokenOf("alice"), () -> send(client(), request, context)).get())
        .isEqualTo("200 alice");

    assertThat(request.containsHeader("Authorization")).isFalse();
    HttpRequest sent = (HttpRequest) context.getAttribute("http.request");
    assertThat(sent.containsHeader("Host")).isTrue();
    assertThat(sent.containsHeader("Authorization")).isFalse();
  }

  @Test
  void judgesTheHostThatTheConnectionGoesTo() throws Exception {
    HttpHost stranger = new HttpHost("localhost", downstream.port());
    CompletableFuture<String> answer = new CompletableFuture<>();

    as(
        tokenOf("alice"),
        () ->
            client()
                .execute(
                    stranger,
                    new HttpGet(downstream.inEstate("/")),
                    new BasicHttpContext(),
                    new Told(answering(answer))));

    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
  }

  static Future<String> send(HttpAsyncClient client, HttpUriRequest request) {
    return send(client, request, new BasicHttpContext());
  }

  static Future<String> send(HttpAsyncClient client, HttpUriRequest request, HttpContext context) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.execute(request, context, new Told(answering(answer)));
    return answer;
  }

  static Future<String> send(HttpAsyncClient client, HttpHost target, HttpRequest request) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.execute(target, request, new BasicHttpContext(), new Told(answering(answer)));
    return answer;
  }

  /** Passes on how a call ends. */
  private static final class Told implements FutureCallback<HttpResponse> {
    private final Ending ending;

    Told(Ending ending) {
      this.ending = ending;
    }

    @Override
    public void completed(HttpResponse response) {
      try {
        ending.answered(
            response.getStatusLine().getStatusCode()
                + " "
                + EntityUtils.toString(response.getEntity()));
      } catch (IOException | RuntimeException failure) {
        ending.failed(failure);
      }
    }

    @Override
    public void failed(Exception failure) {
      ending.failed(failure);
    }

    @Override
    public void cancelled() {
      ending.cancelled();
    }
  }

  /** Asks whom it works for when the head of the answer is there, and again at its end. */
  private final class Consumer extends AsyncCharConsumer<String> {
    private final CompletableFuture<String> head;
    private final CompletableFuture<String> end;
    private final StringBuilder body = new StringBuilder();

    Consumer(CompletableFuture<String> head, CompletableFuture<String> end) {
      this.head = head;
      this.end = end;
    }

    @Override
    protected void onResponseReceived(HttpResponse response) {
      whoAmI(head);
    }

    @Override
    protected void onCharReceived(CharBuffer content, IOControl control) {
      body.append(content);
    }

    @Override
    protected String buildResult(HttpContext context) {
      whoAmI(end);
      return body.toString();
    }
  }
}
