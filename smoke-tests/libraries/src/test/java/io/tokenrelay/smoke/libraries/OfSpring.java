package io.tokenrelay.smoke.libraries;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.tokenrelay.instrumentation.testing.Library;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** RestTemplate, RestClient and interfaces, by each request factory. */
final class OfSpring {
  interface Orders {
    @GetExchange
    String get(java.net.URI url);
  }

  private OfSpring() {}

  static Library[] all() {
    List<Library> all = new ArrayList<>();
    for (Map.Entry<String, ClientHttpRequestFactory> each : factories().entrySet()) {
      RestTemplate template = new RestTemplate(each.getValue());
      RestClient client = RestClient.builder().requestFactory(each.getValue()).build();
      Orders orders =
          HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
              .build()
              .createClient(Orders.class);
      all.add(
          new Library(
              "RestTemplate by " + each.getKey(), url -> template.getForObject(url, String.class)));
      all.add(
          new Library(
              "RestClient by " + each.getKey(),
              url -> client.get().uri(url).retrieve().body(String.class)));
      all.add(
          new Library(
              "interface by " + each.getKey(), url -> orders.get(java.net.URI.create(url))));
    }
    RestTemplate observed = new RestTemplate();
    observed.setObservationRegistry(meters());
    all.add(
        new Library(
            "RestTemplate that Micrometer observes",
            url -> observed.getForObject(url, String.class)));
    return all.toArray(new Library[0]);
  }

  /** As Spring Boot's actuator sets it up. */
  private static ObservationRegistry meters() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
    return registry;
  }

  private static Map<String, ClientHttpRequestFactory> factories() {
    Map<String, ClientHttpRequestFactory> factories = new LinkedHashMap<>();
    factories.put("HttpURLConnection", new SimpleClientHttpRequestFactory());
    factories.put("HttpClient 5", new HttpComponentsClientHttpRequestFactory());
    factories.put("java.net.http", new JdkClientHttpRequestFactory());
    factories.put("Reactor Netty", new ReactorClientHttpRequestFactory());
    return factories;
  }
}
