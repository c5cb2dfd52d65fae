package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.ws.rs.client.Client;
import javax.ws.rs.client.ClientBuilder;
import org.apache.cxf.jaxrs.client.WebClient;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;

/** The clients of JAX-RS, blocking and async. */
final class OfJaxRs {
  private static final Client JERSEY = new JerseyClientBuilder().build();
  private static final Client JERSEY_BY_APACHE =
      new JerseyClientBuilder()
          .withConfig(new ClientConfig().connectorProvider(new ApacheConnectorProvider()))
          .build();

  private OfJaxRs() {}

  static List<Library> all() {
    Client resteasy = resteasy();
    List<Library> all =
        new ArrayList<>(
            Arrays.asList(
                blocking("Jersey by HttpURLConnection", JERSEY),
                blocking("Jersey by HttpClient 4", JERSEY_BY_APACHE),
                blocking("RESTEasy", resteasy),
                async("RESTEasy", resteasy),
                new Library("CXF by HttpURLConnection", url -> cxf(url, false).get(String.class)),
                new Library("CXF by HttpAsyncClient 4", url -> cxf(url, true).get(String.class)),
                new Library(
                    "CXF by HttpAsyncClient 4, async",
                    url -> cxf(url, true).async().get(String.class).get())));
    if (tellsWhoseItsAsyncCallsAre()) {
      all.addAll(asyncJersey());
    }
    return all;
  }

  /**
   * CXF opens the connection on the caller's thread, and uses it on another; an older Jersey has
   * tasks of its own in between.
   */
  static List<Library> withoutCaller() {
    List<Library> without = new ArrayList<>();
    without.add(
        new Library(
            "CXF by HttpURLConnection, async",
            url -> cxf(url, false).async().get(String.class).get()));
    if (!tellsWhoseItsAsyncCallsAre()) {
      without.addAll(asyncJersey());
    }
    return without;
  }

  private static List<Library> asyncJersey() {
    return Arrays.asList(
        async("Jersey by HttpURLConnection", JERSEY),
        async("Jersey by HttpClient 4", JERSEY_BY_APACHE));
  }

  /** By the method that an older one does not have. */
  private static boolean tellsWhoseItsAsyncCallsAre() {
    try {
      return Arrays.stream(
              Class.forName("org.glassfish.jersey.client.ClientRuntime").getDeclaredMethods())
          .anyMatch(method -> method.getName().equals("createRunnableForAsyncProcessing"));
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Library blocking(String name, Client client) {
    return new Library(name, url -> client.target(url).request().get(String.class));
  }

  private static Library async(String name, Client client) {
    return new Library(
        name + ", async", url -> client.target(url).request().async().get(String.class).get());
  }

  /** Its builder is an interface since 4. */
  private static Client resteasy() {
    try {
      Class<?> builder;
      try {
        builder =
            Class.forName("org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl");
      } catch (ClassNotFoundException before) {
        builder = Class.forName("org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder");
      }
      return ((ClientBuilder) builder.getConstructor().newInstance()).build();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static WebClient cxf(String url, boolean asyncConduit) {
    WebClient client = WebClient.create(url);
    WebClient.getConfig(client).getRequestContext().put("use.async.http.conduit", asyncConduit);
    return client;
  }
}
