package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.agent.net.Addresses;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a request comes from: the peer and, if that is one of the operator's proxies, the
 * last address in {@code X-Forwarded-For} that is not. Anyone may have written what is further
 * left; and a peer in a private network may have written all of it. An IPv6 customer has a network
 * of 2^64 addresses, which counts as one client; proxies within one network count separately.
 */
final class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int MAX_HOPS = 16;

  private final long seed = new SecureRandom().nextLong();
  private final List<Cidr> proxies;

  ClientAddress(List<Cidr> proxies) {
    this.proxies = proxies;
  }

  /** Null if the address is unknown. */
  @Nullable SenderAddress of(ServerRequest request) {
    byte[] peer = address(request.remoteAddress());
    if (peer == null) {
      return null;
    }
    if (!isProxy(peer)) {
      long number = mix(network(peer));
      return new SenderAddress(number, number, false);
    }
    long number = mix(network(peer)) + interfaceId(peer);
    return new SenderAddress(number, mix(number ^ network(client(peer, request))), true);
  }

  private byte[] client(byte[] proxy, ServerRequest request) {
    byte[] client = proxy;
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= 0 && isProxy(client); i--) {
      byte[] before = address(hops.get(i));
      if (before == null) {
        break;
      }
      client = before;
    }
    return client;
  }

  private boolean isProxy(byte[] address) {
    return Cidr.anyIn(proxies, Collections.singletonList(address));
  }

  /** The last addresses, in the order of the header. */
  private static List<String> hops(ServerRequest request) {
    List<String> hops = new ArrayList<>();
    Enumeration<String> values = request.headers(FORWARDED_FOR);
    while (values != null && values.hasMoreElements()) {
      String value = values.nextElement();
      for (int begin = 0; begin <= value.length(); ) {
        int comma = value.indexOf(',', begin);
        int end = comma < 0 ? value.length() : comma;
        hops.add(value.substring(begin, end).trim());
        begin = end + 1;
      }
    }
    return hops.subList(Math.max(0, hops.size() - MAX_HOPS), hops.size());
  }

  /** An address with or without port, brackets and zone; null if it is not one. */
  private static byte @Nullable [] address(@Nullable String text) {
    if (text == null || text.length() > 64) {
      return null;
    }
    int bracket = text.indexOf(']');
    String bare = text.startsWith("[") && bracket > 0 ? text.substring(1, bracket) : text;
    int colon = bare.indexOf(':');
    if (colon >= 0 && colon == bare.lastIndexOf(':')) {
      bare = bare.substring(0, colon); // IPv4 with a port
      colon = -1;
    }
    if (colon < 0) {
      return Addresses.dottedDecimal(bare);
    }
    int zone = bare.indexOf('%');
    byte[] address = Addresses.ipv6(zone < 0 ? bare : bare.substring(0, zone));
    return address == null ? null : Addresses.unwrap(address).get(0);
  }

  private static long network(byte[] address) {
    return address.length == 4
        ? (1L << 32) | (ByteBuffer.wrap(address).getInt() & 0xffff_ffffL)
        : ByteBuffer.wrap(address).getLong();
  }

  private static long interfaceId(byte[] address) {
    return address.length == 4 ? 0 : ByteBuffer.wrap(address).getLong(8);
  }

  private long mix(long number) {
    return Buckets.mix(number ^ seed);
  }
}
