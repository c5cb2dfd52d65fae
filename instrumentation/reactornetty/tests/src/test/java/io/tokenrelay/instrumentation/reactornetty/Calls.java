package io.tokenrelay.instrumentation.reactornetty;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Calls that answer with status and text: {@code 200 alice}. None is made before its subscriber.
 */
final class Calls {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Calls() {}

  static Mono<String> answer(HttpClient client, String url) {
    return answer(client.get().uri(url));
  }

  static Mono<String> post(HttpClient client, String url, Publisher<String> body) {
    return answer(
        client
            .post()
            .uri(url)
            .send(
                Flux.from(body).map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))));
  }

  static Mono<String> answer(HttpClient.ResponseReceiver<?> call) {
    return call.responseSingle(
        (response, body) ->
            body.asString().defaultIfEmpty("").map(text -> response.status().code() + " " + text));
  }
}
