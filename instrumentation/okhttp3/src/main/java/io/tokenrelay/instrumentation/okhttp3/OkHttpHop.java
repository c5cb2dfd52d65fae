package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Hop;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** An OkHttp request on its way to the wire; copied only when a header is set. */
final class OkHttpHop implements Hop {
  private Request request;

  OkHttpHop(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public String path() {
    String query = request.url().encodedQuery();
    String path = request.url().encodedPath();
    return query == null ? path : path + '?' + query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.header(name);
  }

  @Override
  public void setHeader(String name, String value) {
    request = request.newBuilder().header(name, value).build();
  }

  @Override
  public boolean mayResolve() {
    return CurrentHop.isDirect();
  }
}
