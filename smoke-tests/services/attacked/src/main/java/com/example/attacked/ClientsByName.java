package com.example.attacked;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;

/** Clients that find addresses by {@link Names}, perhaps through a proxy. */
final class ClientsByName {
  private ClientsByName() {}

  /**
   * @param proxy {@code host:port}, or nothing
   */
  static Client make(String library, String proxy) {
    switch (library) {
      case "okhttp":
        return okHttp(proxy);
      case "httpclient4":
        return apache4(proxy);
      case "httpclient5":
        return apache5(proxy);
      case "httpclient5-async":
        return apache5Async(proxy);
      default:
        throw new IllegalArgumentException(library);
    }
  }

  /** The JDK's. */
  static Client url() {
    return url -> {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      try (InputStream body = connection.getInputStream()) {
        byte[] answer = new byte[100];
        int length = body.read(answer);
        return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
      }
    };
  }

  private static Client okHttp(String proxy) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder().dns(host -> Arrays.asList(Names.resolve(host)));
    if (!proxy.isEmpty()) {
      builder.proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host(proxy), port(proxy))));
    }
    return okHttp(builder.build());
  }

  static Client okHttp(OkHttpClient client) {
    return url -> {
      try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
        return response.body().string();
      }
    };
  }

  private static Client apache4(String proxy) {
    org.apache.http.impl.client.HttpClientBuilder builder =
        org.apache.http.impl.client.HttpClients.custom().setDnsResolver(Names::resolve);
    if (!proxy.isEmpty()) {
      builder.setProxy(new org.apache.http.HttpHost(host(proxy), port(proxy)));
    }
    return apache4(builder.build());
  }

  static Client apache4(org.apache.http.client.HttpClient client) {
    return url ->
        client.execute(
            new org.apache.http.client.methods.HttpGet(url),
            response -> org.apache.http.util.EntityUtils.toString(response.getEntity()));
  }

  private static Client apache5(String proxy) {
    org.apache.hc.client5.http.impl.classic.HttpClientBuilder builder =
        org.apache.hc.client5.http.impl.classic.HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Resolver())
                    .build());
    if (!proxy.isEmpty()) {
      builder.setProxy(new org.apache.hc.core5.http.HttpHost(host(proxy), port(proxy)));
    }
    return apache5(builder.build());
  }

  static Client apache5(org.apache.hc.client5.http.classic.HttpClient client) {
    return url ->
        client.execute(
            new org.apache.hc.client5.http.classic.methods.HttpGet(url),
            response ->
                org.apache.hc.core5.http.io.entity.EntityUtils.toString(response.getEntity()));
  }

  private static Client apache5Async(String proxy) {
    org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder builder =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Resolver())
                    .build());
    if (!proxy.isEmpty()) {
      builder.setProxy(new org.apache.hc.core5.http.HttpHost(host(proxy), port(proxy)));
    }
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return url -> {
      SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
      try {
        return client.execute(request, null).get().getBodyText();
      } catch (InterruptedException | ExecutionException failure) {
        throw new IOException(failure);
      }
    };
  }

  private static final class Resolver implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
      return Names.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private static String host(String proxy) {
    return proxy.substring(0, proxy.indexOf(':'));
  }

  private static int port(String proxy) {
    return Integer.parseInt(proxy.substring(proxy.indexOf(':') + 1));
  }
}
