package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import jakarta.ws.rs.client.Client;
import org.apache.cxf.jaxrs.client.WebClient;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;

/** The clients of JAX-RS, blocking and async. */
final class OfJaxRs {
  private OfJaxRs() {}

  static Library[] all() {
    Client jersey = new JerseyClientBuilder().build();
    Client byApache =
        new JerseyClientBuilder()
            .withConfig(new ClientConfig().connectorProvider(new ApacheConnectorProvider()))
            .build();
    Client resteasy = new ResteasyClientBuilderImpl().build();
    return new Library[] {
      blocking("Jersey by HttpURLConnection", jersey),
      async("Jersey by HttpURLConnection", jersey),
      blocking("Jersey by HttpClient 4", byApache),
      async("Jersey by HttpClient 4", byApache),
      blocking("RESTEasy", resteasy),
      async("RESTEasy", resteasy),
      new Library("CXF's WebClient", url -> WebClient.create(url).get(String.class)),
      new Library(
          "CXF's WebClient, async", url -> WebClient.create(url).async().get(String.class).get()),
      new Library("CXF's WebClient by HttpURLConnection", OfJaxRs::byConnection)
    };
  }

  private static Library blocking(String name, Client client) {
    return new Library(name, url -> client.target(url).request().get().close());
  }

  private static Library async(String name, Client client) {
    return new Library(
        name + ", async", url -> client.target(url).request().async().get().get().close());
  }

  private static void byConnection(String url) {
    WebClient client = WebClient.create(url);
    WebClient.getConfig(client).getRequestContext().put("force.urlconnection.http.conduit", true);
    client.get(String.class);
  }
}
