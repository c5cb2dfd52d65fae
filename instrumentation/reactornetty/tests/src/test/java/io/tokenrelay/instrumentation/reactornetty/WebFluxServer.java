package io.tokenrelay.instrumentation.reactornetty;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.tokenrelay.instrumentation.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * A WebFlux application on Reactor Netty, as services are: it contains no line about tokens. Each
 * path calls the URL in {@code to} in its own way and answers what that has answered.
 */
final class WebFluxServer implements TestServer {
  private static final OkHttpClient CLIENT = new OkHttpClient();

  private final WebClient webClient =
      WebClient.builder()
          .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
          .build();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Scheduler blocking = Schedulers.fromExecutorService(threads);
  private final Scheduler other = Schedulers.newParallel("other", 2);
  private final ConcurrentMap<String, MonoSink<String>> held = new ConcurrentHashMap<>();
  private @Nullable DisposableServer server;

  @Override
  public Class<?> libraryClass() {
    return HttpServer.class;
  }

  @Override
  public int start() {
    RouterFunction<ServerResponse> routes =
        calling("/subscribe-on", this::subscribed)
            .and(calling("/publish-on", to -> Mono.just(to).publishOn(blocking).map(this::call)))
            .and(calling("/on-the-event-loop", to -> Mono.fromCallable(() -> call(to))))
            .and(calling("/flat-map", this::several))
            .and(calling("/delay", this::delayed))
            .and(calling("/future", to -> Mono.fromFuture(future(to))))
            .and(calling("/retry", this::atTheSecondAttempt))
            .and(calling("/web-client", this::webClient))
            .and(calling("/web-client-publish-on", to -> webClient(to).publishOn(other)))
            .and(calling("/web-client-several", this::webClientSeveral))
            .and(route("/body", this::afterTheBody))
            .and(route("/hold", this::hold))
            .and(route("/is-held", this::isHeld))
            .and(route("/answer", this::answer))
            .and(route("/scoped/order", request -> Mono.just("ok")))
            .and(route("/healthz", request -> Mono.just("ok")))
            .and(route("/ok", request -> Mono.just("ok")));
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
            .bindNow();
    return ((java.net.InetSocketAddress) server.channel().localAddress()).getPort();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.disposeNow();
    }
    other.dispose();
    threads.shutdownNow();
  }

  private static RouterFunction<ServerResponse> calling(
      String path, Function<String, Mono<String>> way) {
    return route(path, request -> way.apply(parameter(request, "to")));
  }

  private static RouterFunction<ServerResponse> route(
      String path, Function<ServerRequest, Mono<String>> way) {
    return RouterFunctions.route(
        path(path), request -> ServerResponse.ok().body(way.apply(request), String.class));
  }

  private static String parameter(ServerRequest request, String name) {
    return request.queryParam(name).orElse("");
  }

  private Mono<String> subscribed(String to) {
    return Mono.fromCallable(() -> call(to)).subscribeOn(blocking);
  }

  private Mono<String> delayed(String to) {
    return Mono.delay(Duration.ofMillis(1)).publishOn(blocking).map(any -> call(to));
  }

  private Mono<String> several(String to) {
    return Flux.range(0, 3)
        .flatMap(i -> subscribed(to).publishOn(other))
        .concatMap(user -> subscribed(to).map(again -> again.equals(user) ? user : "mixed"))
        .distinct()
        .collectList()
        .map(users -> String.join(",", users));
  }

  private Mono<String> webClient(String to) {
    return webClient.get().uri(URI.create(to)).retrieve().bodyToMono(String.class);
  }

  private Mono<String> webClientSeveral(String to) {
    return Flux.range(0, 3)
        .flatMap(i -> webClient(to).subscribeOn(other))
        .concatMap(user -> webClient(to).map(again -> again.equals(user) ? user : "mixed"))
        .distinct()
        .collectList()
        .map(users -> String.join(",", users));
  }

  private CompletableFuture<String> future(String to) {
    return CompletableFuture.supplyAsync(() -> call(to), threads);
  }

  private Mono<String> atTheSecondAttempt(String to) {
    CompletableFuture<String> first = new CompletableFuture<>();
    return subscribed(to)
        .map(
            user -> {
              if (first.complete(user)) {
                throw new IllegalStateException("on purpose");
              }
              return user;
            })
        .retry(1);
  }

  private Mono<String> afterTheBody(ServerRequest request) {
    String to = parameter(request, "to");
    return request.bodyToMono(String.class).defaultIfEmpty("").map(any -> call(to));
  }

  private Mono<String> hold(ServerRequest request) {
    return Mono.<String>create(sink -> held.put(parameter(request, "name"), sink)).map(this::call);
  }

  private Mono<String> isHeld(ServerRequest request) {
    return Mono.just(String.valueOf(held.containsKey(parameter(request, "name"))));
  }

  /** Lets a held request go on, on this request's thread, and then calls for itself. */
  private Mono<String> answer(ServerRequest request) {
    String to = parameter(request, "to");
    return Mono.fromCallable(
            () -> {
              held.remove(parameter(request, "name")).success(to);
              return call(to);
            })
        .subscribeOn(blocking);
  }

  private String call(String url) {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
