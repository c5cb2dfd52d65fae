package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/** A hop to a neighbour in the estate, which takes a header and forgets it. */
final class Call implements Hop {
  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public String host() {
    return "orders";
  }

  @Override
  public int port() {
    return 8080;
  }

  @Override
  public String path() {
    return "/orders?of=today";
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public void setHeader(String name, String value) {}
}
