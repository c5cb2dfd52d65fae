package io.tokenrelay.instrumentation.httpclient4;

import org.apache.http.impl.client.cache.CacheConfig;

/** A cache that many share, as it is by default. */
class SharedCachingHttpClientBuilderIT extends CachingHttpClientBuilderIT {
  @Override
  CacheConfig config() {
    return CacheConfig.custom().setHeuristicCachingEnabled(true).build();
  }
}
