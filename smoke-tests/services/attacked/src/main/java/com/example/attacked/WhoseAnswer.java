package com.example.attacked;

import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Cache;
import okhttp3.OkHttpClient;

/** Clients that keep answers, shared by all users. */
public final class WhoseAnswer {
  private WhoseAnswer() {}

  public static void main(String[] arguments) throws Exception {
    Cache cache = new Cache(Files.createTempDirectory("answers").toFile(), 1 << 20);
    Map<String, Act> acts = new TreeMap<>();
    add(acts, "okhttp", ClientsByName.okHttp(new OkHttpClient.Builder().cache(cache).build()));
    add(
        acts,
        "httpclient4",
        ClientsByName.apache4(
            org.apache.http.impl.client.cache.CachingHttpClients.custom()
                .setCacheConfig(
                    org.apache.http.impl.client.cache.CacheConfig.custom()
                        .setSharedCache(false)
                        .build())
                .build()));
    add(
        acts,
        "httpclient4-shared",
        ClientsByName.apache4(
            org.apache.http.impl.client.cache.CachingHttpClients.createMemoryBound()));
    add(
        acts,
        "httpclient5",
        ClientsByName.apache5(
            org.apache.hc.client5.http.impl.cache.CachingHttpClients.custom()
                .setCacheConfig(
                    org.apache.hc.client5.http.impl.cache.CacheConfig.custom()
                        .setSharedCache(false)
                        .build())
                .build()));
    add(
        acts,
        "httpclient5-shared",
        ClientsByName.apache5(
            org.apache.hc.client5.http.impl.cache.CachingHttpClients.createMemoryBound()));
    Program.serve(new ActServlet(acts));
  }

  private static void add(Map<String, Act> acts, String name, Client client) {
    acts.put(name, owner -> client.get(ActServlet.request().getParameter("to")));
  }
}
