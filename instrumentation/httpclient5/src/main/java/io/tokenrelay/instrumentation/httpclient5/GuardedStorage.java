package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import java.util.Collection;
import java.util.Map;
import org.apache.hc.client5.http.cache.HttpAsyncCacheStorage;
import org.apache.hc.client5.http.cache.HttpCacheCASOperation;
import org.apache.hc.client5.http.cache.HttpCacheEntry;
import org.apache.hc.client5.http.cache.HttpCacheStorage;
import org.apache.hc.client5.http.cache.HttpCacheUpdateException;
import org.apache.hc.client5.http.cache.ResourceIOException;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * What a cache, blocking or async, writes through: nothing that our header fetched reaches the
 * storage below. The policy is not asked about a 304, whose headers may be a user's; the cache
 * gives them to the application and to nobody else.
 *
 * <p>Loaded beside the caching module; nothing else sees it.
 */
final class GuardedStorage implements HttpCacheStorage, HttpAsyncCacheStorage {
  private static final Cancellable DONE = () -> false;

  private final Object storage;

  private GuardedStorage(Object storage) {
    this.storage = storage;
  }

  /** A guard over a storage of either kind; null if there already is one. */
  static @Nullable GuardedStorage over(@Nullable Object storage) {
    return storage == null || storage instanceof GuardedStorage
        ? null
        : new GuardedStorage(storage);
  }

  @Override
  public void putEntry(String key, HttpCacheEntry entry) throws ResourceIOException {
    if (CachePass.mayKeep()) {
      blocking().putEntry(key, entry);
    }
  }

  @Override
  public void updateEntry(String key, HttpCacheCASOperation update)
      throws ResourceIOException, HttpCacheUpdateException {
    if (CachePass.mayKeep()) {
      blocking().updateEntry(key, update);
    }
  }

  @Override
  public HttpCacheEntry getEntry(String key) throws ResourceIOException {
    return blocking().getEntry(key);
  }

  @Override
  public Map<String, HttpCacheEntry> getEntries(Collection<String> keys)
      throws ResourceIOException {
    return blocking().getEntries(keys);
  }

  @Override
  public void removeEntry(String key) throws ResourceIOException {
    blocking().removeEntry(key);
  }

  @Override
  public Cancellable putEntry(String key, HttpCacheEntry entry, FutureCallback<Boolean> callback) {
    return CachePass.mayKeep() ? async().putEntry(key, entry, callback) : left(callback);
  }

  @Override
  public Cancellable updateEntry(
      String key, HttpCacheCASOperation update, FutureCallback<Boolean> callback) {
    return CachePass.mayKeep() ? async().updateEntry(key, update, callback) : left(callback);
  }

  @Override
  public Cancellable getEntry(String key, FutureCallback<HttpCacheEntry> callback) {
    return async().getEntry(key, callback);
  }

  @Override
  public Cancellable getEntries(
      Collection<String> keys, FutureCallback<Map<String, HttpCacheEntry>> callback) {
    return async().getEntries(keys, callback);
  }

  @Override
  public Cancellable removeEntry(String key, FutureCallback<Boolean> callback) {
    return async().removeEntry(key, callback);
  }

  private HttpCacheStorage blocking() {
    return (HttpCacheStorage) storage;
  }

  private HttpAsyncCacheStorage async() {
    return (HttpAsyncCacheStorage) storage;
  }

  /** Reports success to the cache, which continues with the entry it has in hand. */
  private static Cancellable left(FutureCallback<Boolean> callback) {
    callback.completed(Boolean.TRUE);
    return DONE;
  }
}
