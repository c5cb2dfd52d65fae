package io.tokenrelay.smoke.spellings;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** Reactor Netty, with WebFlux and with its own routes. */
final class ReactorNettyServers {
  private ReactorNettyServers() {}

  /** Servers by what routes in them, not started. */
  static Map<String, HttpServer> all() {
    Map<String, HttpServer> all = new LinkedHashMap<>();
    RouterFunction<ServerResponse> routes = route("/health", "health");
    for (Map.Entry<String, String> handler : Application.HANDLERS.entrySet()) {
      routes = routes.and(route(handler.getKey() + "/**", handler.getValue()));
    }
    all.put(
        "WebFlux",
        HttpServer.create()
            .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes))));
    all.put(
        "Routes of Reactor Netty",
        HttpServer.create()
            .route(
                own -> {
                  own.get("/health", (request, response) -> answer(response, "health"));
                  for (Map.Entry<String, String> handler : Application.HANDLERS.entrySet()) {
                    own.get(
                        handler.getKey() + "/{rest}",
                        (request, response) -> answer(response, handler.getValue()));
                  }
                }));
    return all;
  }

  static Server start(HttpServer server) {
    DisposableServer started = server.host("127.0.0.1").port(0).bindNow();
    return new Server() {
      @Override
      public int port() {
        return ((InetSocketAddress) started.channel().localAddress()).getPort();
      }

      @Override
      public void stop() {
        started.disposeNow();
      }
    };
  }

  private static RouterFunction<ServerResponse> route(String path, String handler) {
    return RouterFunctions.route(
        path(path),
        request ->
            ServerResponse.ok().body(Mono.fromSupplier(() -> Ran.note(handler)), String.class));
  }

  private static Publisher<Void> answer(HttpServerResponse response, String handler) {
    return response.sendString(Mono.fromSupplier(() -> Ran.note(handler)));
  }
}
