package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.Sender;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;

/** A request of which nothing is asked but its address. */
final class From implements ServerRequest {
  private final String address;

  private From(String address) {
    this.address = address;
  }

  static Sender address(String address) {
    return Sender.of(new From(address));
  }

  @Override
  public String header(String name) {
    return null;
  }

  @Override
  public Enumeration<String> headers(String name) {
    return null;
  }

  @Override
  public String method() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String target() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String path() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String remoteAddress() {
    return address;
  }
}
