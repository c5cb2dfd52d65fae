package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** An inbound request with nothing but its token. */
final class Request implements ServerRequest {
  private final @Nullable String authorization;

  Request(@Nullable String authorization) {
    this.authorization = authorization;
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("Authorization") ? authorization : null;
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    String value = header(name);
    return value == null ? null : Collections.enumeration(Collections.singleton(value));
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String target() {
    return "/orders";
  }

  @Override
  public String path() {
    return "/orders";
  }

  @Override
  public String remoteAddress() {
    return "10.0.0.7";
  }
}
