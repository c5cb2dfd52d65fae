package io.tokenrelay.instrumentation.httpclient5;

import java.net.InetAddress;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;

/** The application's own way to look names up. */
final class Resolver implements DnsResolver {
  private final Function<String, InetAddress> addresses;

  Resolver(Function<String, InetAddress> addresses) {
    this.addresses = addresses;
  }

  @Override
  public InetAddress[] resolve(String host) {
    return new InetAddress[] {addresses.apply(host)};
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
