package io.tokenrelay.smoke.libraries;

import com.sun.jersey.api.client.Client;
import io.tokenrelay.instrumentation.testing.Library;

/** Jersey from before JAX-RS had a client, by HttpURLConnection. */
final class OfJersey1 {
  private OfJersey1() {}

  static Library[] all() {
    Client client = Client.create();
    return new Library[] {
      new Library("Jersey 1", url -> client.resource(url).get(String.class)),
      new Library("Jersey 1, async", url -> client.asyncResource(url).get(String.class).get())
    };
  }
}
