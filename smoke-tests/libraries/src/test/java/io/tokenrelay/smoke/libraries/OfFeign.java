package io.tokenrelay.smoke.libraries;

import feign.AsyncFeign;
import feign.Client;
import feign.Feign;
import feign.RequestLine;
import feign.hc5.ApacheHttp5Client;
import feign.http2client.Http2Client;
import feign.okhttp.OkHttpClient;
import io.tokenrelay.instrumentation.testing.Library;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Feign by each of its clients. */
final class OfFeign {
  interface Orders {
    @RequestLine("GET ")
    String get(URI url);
  }

  interface LaterOrders {
    @RequestLine("GET ")
    CompletableFuture<String> get(URI url);
  }

  private OfFeign() {}

  static Library[] all() {
    return new Library[] {
      by("HttpURLConnection", new Client.Default(null, null)),
      by("OkHttp", new OkHttpClient()),
      by("HttpClient 5", new ApacheHttp5Client()),
      by("java.net.http", new Http2Client()),
      async()
    };
  }

  private static Library by(String name, Client client) {
    Orders orders = Feign.builder().client(client).target(Orders.class, "http://orders");
    return new Library("Feign by " + name, url -> orders.get(URI.create(url)));
  }

  private static Library async() {
    LaterOrders orders = AsyncFeign.builder().target(LaterOrders.class, "http://orders");
    return new Library("AsyncFeign", url -> orders.get(URI.create(url)).get());
  }
}
