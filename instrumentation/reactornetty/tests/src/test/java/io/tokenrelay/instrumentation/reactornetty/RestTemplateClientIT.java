package io.tokenrelay.instrumentation.reactornetty;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestTemplate;
import reactor.netty.http.client.HttpClient;

/**
 * Spring's {@code RestTemplate} with the request factory that Spring has for Reactor Netty since
 * 6.2; its {@code RestClient} makes requests by the same factories.
 */
class RestTemplateClientIT extends RelaysOutbound {
  private @Nullable RestTemplate template;

  @BeforeEach
  void makeTemplate() throws Exception {
    Class<?> factory = null;
    try {
      factory = Class.forName("org.springframework.http.client.ReactorClientHttpRequestFactory");
    } catch (ClassNotFoundException before) {
      // none
    }
    assumeThat(factory).isNotNull();
    template = on(HttpClient.create().followRedirect(true));
  }

  private static RestTemplate on(HttpClient client) throws ReflectiveOperationException {
    return new RestTemplate(
        (ClientHttpRequestFactory)
            Class.forName("org.springframework.http.client.ReactorClientHttpRequestFactory")
                .getConstructor(HttpClient.class)
                .newInstance(client));
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) {
    return get(java.util.Objects.requireNonNull(template), url, headers);
  }

  private static String get(RestTemplate template, String url, String... headers) {
    try {
      return "200 "
          + template.execute(
              URI.create(url),
              HttpMethod.GET,
              request -> {
                for (int i = 0; i < headers.length; i += 2) {
                  request.getHeaders().set(headers[i], headers[i + 1]);
                }
              },
              response -> StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8));
    } catch (HttpStatusCodeException refused) {
      return refused.getMessage().substring(0, 3) + " " + refused.getResponseBodyAsString();
    }
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) throws Exception {
    RestTemplate own =
        on(Tuned.resolving(Tuned.withConnections(10), resolver).followRedirect(true));
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
