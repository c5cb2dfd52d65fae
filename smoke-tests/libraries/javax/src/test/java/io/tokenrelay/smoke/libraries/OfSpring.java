package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.OkHttp3ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** RestTemplate and AsyncRestTemplate by each request factory. */
@SuppressWarnings("deprecation") // in the last version, and of an import nothing is suppressed
final class OfSpring {
  private OfSpring() {}

  static Library[] all() {
    SimpleClientHttpRequestFactory simple = new SimpleClientHttpRequestFactory();
    simple.setTaskExecutor(new SimpleAsyncTaskExecutor());
    OkHttp3ClientHttpRequestFactory okHttp = new OkHttp3ClientHttpRequestFactory();
    return new Library[] {
      blocking("HttpURLConnection", simple),
      blocking("HttpClient 4", new HttpComponentsClientHttpRequestFactory()),
      blocking("OkHttp", okHttp),
      async("HttpURLConnection", simple),
      async(
          "HttpAsyncClient 4",
          new org.springframework.http.client.HttpComponentsAsyncClientHttpRequestFactory()),
      async("OkHttp", okHttp)
    };
  }

  private static Library blocking(String name, ClientHttpRequestFactory factory) {
    RestTemplate template = new RestTemplate(factory);
    return new Library("RestTemplate by " + name, url -> template.getForObject(url, String.class));
  }

  private static Library async(
      String name, org.springframework.http.client.AsyncClientHttpRequestFactory factory) {
    org.springframework.web.client.AsyncRestTemplate template =
        new org.springframework.web.client.AsyncRestTemplate(factory);
    return new Library(
        "AsyncRestTemplate by " + name, url -> template.getForEntity(url, String.class).get());
  }
}
