package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CachePass;
import java.io.IOException;
import org.apache.http.client.cache.HttpCacheEntry;
import org.apache.http.client.cache.HttpCacheStorage;
import org.apache.http.client.cache.HttpCacheUpdateCallback;
import org.apache.http.client.cache.HttpCacheUpdateException;

/**
 * What a cache writes through: nothing that our header fetched reaches the storage below. The
 * policy is not asked about a 304, whose headers may be a user's; the cache gives them to the
 * application and to nobody else.
 *
 * <p>Loaded beside the caching module; nothing else sees it.
 */
final class GuardedStorage implements HttpCacheStorage {
  private final HttpCacheStorage storage;

  GuardedStorage(HttpCacheStorage storage) {
    this.storage = storage;
  }

  @Override
  public void putEntry(String key, HttpCacheEntry entry) throws IOException {
    if (CachePass.mayKeep()) {
      storage.putEntry(key, entry);
    }
  }

  @Override
  public void updateEntry(String key, HttpCacheUpdateCallback callback)
      throws IOException, HttpCacheUpdateException {
    if (CachePass.mayKeep()) {
      storage.updateEntry(key, callback);
    }
  }

  @Override
  public HttpCacheEntry getEntry(String key) throws IOException {
    return storage.getEntry(key);
  }

  @Override
  public void removeEntry(String key) throws IOException {
    storage.removeEntry(key);
  }
}
