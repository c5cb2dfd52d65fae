package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.Hop;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;

/** A blocking client's request, with its entity. */
final class RelayedClassicRequest extends RelayedRequest implements ClassicHttpRequest {
  private final transient ClassicHttpRequest original;

  RelayedClassicRequest(ClassicHttpRequest original, Hop hop) {
    super(original, hop);
    this.original = original;
  }

  @Override
  public HttpEntity getEntity() {
    return original.getEntity();
  }

  @Override
  public void setEntity(HttpEntity entity) {
    original.setEntity(entity);
  }
}
