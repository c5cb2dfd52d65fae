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
 * What a cache, blocking or async, writes by way of: nothing that our header fetched goes into the
 * storage below. A 304 is not asked of the policy, and its headers may be a user's; the cache gives
 * them to the application and to nobody after it.
 *
 * <p>Loaded beside the caching module, which alone sees it.
 */
final class GuardedStorage implements HttpCacheStorage, HttpAsyncCacheStorage {
  private static final Cancellable DONE = () -> false;

  private final Object storage;

  private GuardedStorage(Object storage) {
    this.storage = storage;
  }

  /** A guard over a storage of either kind; null when there is one already. */
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

  /** To the cache it is written, as it goes on with what it has in hand. */
  private static Cancellable left(FutureCallback<Boolean> callback) {
    callback.completed(Boolean.TRUE);
    return DONE;
  }
}
