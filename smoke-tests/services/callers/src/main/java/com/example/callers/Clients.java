package com.example.callers;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The clients, as an application gets them, but for what makes them speak HTTP/2 in plain text. */
final class Clients {
  private Clients() {}

  static Call of(String name, URI target) throws Exception {
    return switch (name) {
      case "HttpURLConnection" -> authorization -> byUrl(target, authorization);
      case "okhttp-1.1" -> okhttp(target, Protocol.HTTP_1_1);
      case "okhttp-2" -> okhttp(target, Protocol.H2_PRIOR_KNOWLEDGE);
      case "httpclient5-1.1" -> httpClient5(target, onOneConnection());
      case "httpclient5-2" -> httpClient5(target, HttpAsyncClients.createHttp2Default());
      case "java.net.http-1.1" -> jdk(target, java.net.http.HttpClient.Version.HTTP_1_1);
      case "java.net.http-2" -> jdk(target, java.net.http.HttpClient.Version.HTTP_2);
      case "reactornetty-2" -> reactorNetty(target);
      case "grpc" -> Greeting.caller(target);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void byUrl(URI target, String authorization) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    try (var body = connection.getInputStream()) {
      body.readAllBytes();
    }
  }

  private static Call okhttp(URI target, Protocol protocol) {
    OkHttpClient client = new OkHttpClient.Builder().protocols(List.of(protocol)).build();
    return authorization -> {
      Request.Builder request = new Request.Builder().url(target.toString());
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      try (Response response = client.newCall(request.build()).execute()) {
        response.body().string();
      }
    };
  }

  /**
   * By default a request may find the connection of the one before not back yet, and opens another.
   */
  private static CloseableHttpAsyncClient onOneConnection() {
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create().setMaxConnPerRoute(1).build())
        .build();
  }

  private static Call httpClient5(URI target, CloseableHttpAsyncClient client) {
    client.start();
    return authorization -> {
      SimpleHttpRequest request = SimpleRequestBuilder.get(target).build();
      if (authorization != null) {
        request.setHeader("Authorization", authorization);
      }
      client.execute(request, null).get();
    };
  }

  private static Call jdk(URI target, java.net.http.HttpClient.Version version) {
    java.net.http.HttpClient client =
        java.net.http.HttpClient.newBuilder().version(version).build();
    return authorization -> {
      HttpRequest.Builder request = HttpRequest.newBuilder(target);
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    };
  }

  private static Call reactorNetty(URI target) {
    HttpClient client =
        HttpClient.create(ConnectionProvider.create("one", 1)).protocol(HttpProtocol.H2C);
    return authorization ->
        client
            .headers(
                headers -> {
                  if (authorization != null) {
                    headers.set("authorization", authorization);
                  }
                })
            .get()
            .uri(target)
            .responseContent()
            .aggregate()
            .asString()
            .block();
  }
}
