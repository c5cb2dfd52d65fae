package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.http.client.HttpClient;
import org.apache.http.client.cache.HttpCacheEntry;
import org.apache.http.client.cache.HttpCacheStorage;
import org.apache.http.client.cache.HttpCacheUpdateCallback;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.cache.CacheConfig;
import org.apache.http.impl.client.cache.CachingHttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caching clients of 4.3 and later: a private cache, in a storage of the application's. */
class CachingHttpClientBuilderIT extends SharesNothingThroughHttpClient4 {
  private final ConcurrentMap<String, HttpCacheEntry> entries = new ConcurrentHashMap<>();
  private CloseableHttpClient client = made();

  @Override
  protected HttpClient client() {
    return client;
  }

  @Override
  protected void beginWithAnEmptyCache() {
    entries.clear();
    client = made();
  }

  @AfterEach
  void closeConnections() throws IOException {
    client.close();
  }

  @Test
  void putsNothingIntoTheStorageThatAUserHasFetched() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));

    get("alice", url);
    assertThat(entries).isEmpty();
    get(null, url);
    assertThat(entries).hasSize(1);
  }

  CacheConfig config() {
    return CacheConfig.custom().setSharedCache(false).setHeuristicCachingEnabled(true).build();
  }

  private CloseableHttpClient made() {
    return CachingHttpClients.custom()
        .setCacheConfig(config())
        .setHttpCacheStorage(new Entries())
        .setMaxConnPerRoute(16)
        .setMaxConnTotal(64)
        .build();
  }

  private final class Entries implements HttpCacheStorage {
    @Override
    public void putEntry(String key, HttpCacheEntry entry) {
      entries.put(key, entry);
    }

    @Override
    public HttpCacheEntry getEntry(String key) {
      return entries.get(key);
    }

    @Override
    public void removeEntry(String key) {
      entries.remove(key);
    }

    @Override
    public synchronized void updateEntry(String key, HttpCacheUpdateCallback callback)
        throws IOException {
      entries.put(key, callback.update(entries.get(key)));
    }
  }
}
