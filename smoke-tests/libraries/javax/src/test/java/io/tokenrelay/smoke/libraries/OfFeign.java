package io.tokenrelay.smoke.libraries;

import feign.Client;
import feign.Feign;
import feign.RequestLine;
import feign.httpclient.ApacheHttpClient;
import feign.okhttp.OkHttpClient;
import io.tokenrelay.instrumentation.testing.Library;
import java.net.URI;

/** Feign by each of its clients. */
final class OfFeign {
  interface Orders {
    @RequestLine("GET ")
    String get(URI url);
  }

  private OfFeign() {}

  static Library[] all() {
    return new Library[] {
      by("HttpURLConnection", new Client.Default(null, null)),
      by("OkHttp", new OkHttpClient()),
      by("HttpClient 4", new ApacheHttpClient())
    };
  }

  private static Library by(String name, Client client) {
    Orders orders = Feign.builder().client(client).target(Orders.class, "http://orders");
    return new Library("Feign by " + name, url -> orders.get(URI.create(url)));
  }
}
