package io.tokenrelay.instrumentation.httpclient4;

import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.cache.CacheConfig;
import org.apache.http.impl.client.cache.CachingHttpClient;
import org.apache.http.impl.conn.PoolingClientConnectionManager;

/** The caching client of 4.2, which later versions still have. */
class CachingHttpClientIT extends SharesNothingThroughHttpClient4 {
  private HttpClient client = new DefaultHttpClient();

  @Override
  protected HttpClient client() {
    return client;
  }

  @Override
  protected void beginWithAnEmptyCache() {
    PoolingClientConnectionManager pool = new PoolingClientConnectionManager();
    pool.setDefaultMaxPerRoute(16);
    CacheConfig config = new CacheConfig();
    config.setHeuristicCachingEnabled(true);
    config.setSharedCache(false);
    client = new CachingHttpClient(new DefaultHttpClient(pool), config);
  }
}
