package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.netty.http.client.HttpClient;

/** Spring's {@code WebClient} in a servlet application, which waits for the answer. */
class WebClientIT extends RelaysOutbound {
  private final WebClient client = on(HttpClient.create().followRedirect(true));

  private static WebClient on(HttpClient client) {
    return WebClient.builder().clientConnector(new ReactorClientHttpConnector(client)).build();
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) {
    return get(client, url, headers);
  }

  private static String get(WebClient client, String url, String... headers) {
    try {
      return "200 "
          + client
              .get()
              .uri(URI.create(url))
              .headers(
                  all -> {
                    for (int i = 0; i < headers.length; i += 2) {
                      all.set(headers[i], headers[i + 1]);
                    }
                  })
              .retrieve()
              .bodyToMono(String.class)
              .block(Duration.ofSeconds(30));
    } catch (WebClientResponseException refused) {
      return refused.getMessage().substring(0, 3) + " " + refused.getResponseBodyAsString();
    }
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) throws Exception {
    WebClient own = on(Tuned.resolving(Tuned.withConnections(10), resolver).followRedirect(true));
    return url -> get(own, url);
  }

  @Override
  protected @Nullable Client clientWithCredentialsFor(String host, int port) {
    return null;
  }

  @Override
  protected @Nullable Client clientThatAsksTheJvm() {
    return null;
  }

  @Override
  protected @Nullable Client clientThatKeepsCookies() {
    return null;
  }
}
