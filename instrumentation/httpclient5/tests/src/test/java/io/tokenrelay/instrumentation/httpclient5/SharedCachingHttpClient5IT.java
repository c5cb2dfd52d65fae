package io.tokenrelay.instrumentation.httpclient5;

import org.apache.hc.client5.http.impl.cache.CacheConfig;

/** A cache that many share, as it is by default. */
class SharedCachingHttpClient5IT extends CachingHttpClient5IT {
  @Override
  CacheConfig config() {
    return CacheConfig.custom().setHeuristicCachingEnabled(true).setAsynchronousWorkers(1).build();
  }
}
