package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request that only has an address. */
public final class From implements ServerRequest {
  private final String address;
  private final @Nullable String client;

  private From(String address, @Nullable String client) {
    this.address = address;
    this.client = client;
  }

  public static Admission address(String address, FailureLimit limit) {
    return Admission.of(new From(address, null), limit);
  }

  /**
   * @param client what the proxy says
   */
  public static Admission behind(String proxy, String client, FailureLimit limit) {
    return Admission.of(new From(proxy, client), limit);
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("X-Forwarded-For") ? client : null;
  }

  @Override
  public @Nullable Enumeration<String> headers(String name) {
    String value = header(name);
    return value == null ? null : Collections.enumeration(Collections.singleton(value));
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
