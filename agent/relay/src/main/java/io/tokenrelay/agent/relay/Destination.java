package io.tokenrelay.agent.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a hop really goes: scheme, host and port, and the addresses of the host when they may be
 * looked up. Looks up at most once.
 */
final class Destination {
  private final boolean secure;
  private final HostName host;
  private final String given;
  private final int port;
  private final @Nullable NameResolver resolver;
  private @Nullable List<byte[]> addresses;

  /**
   * @param port -1 for the scheme's default
   * @param resolver null when no name may be looked up
   */
  private Destination(
      String scheme, HostName host, String given, int port, @Nullable NameResolver resolver) {
    this.secure = isSecure(scheme);
    this.host = host;
    this.given = given;
    this.port = port >= 0 ? port : secure ? 443 : 80;
    this.resolver = resolver;
  }

  /** The destination, or null when there is no telling where this goes. */
  static @Nullable Destination of(
      String scheme, String host, int port, @Nullable NameResolver resolver) {
    HostName name = HostName.parse(host);
    return name == null ? null : new Destination(scheme, name, host, port, resolver);
  }

  /**
   * The destination of a configured URL.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static Destination ofUrl(String url) {
    int start = url.indexOf("://");
    Destination destination = start <= 0 ? null : ofAuthority(url, start + 3);
    if (destination == null) {
      throw new IllegalArgumentException("'" + url + "' is not an absolute URL with a host");
    }
    return destination;
  }

  /** By hand: {@code java.net.URI} knows no host with an underscore, which containers do have. */
  private static @Nullable Destination ofAuthority(String url, int start) {
    int end = start;
    while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority =
        url.substring(
            url.lastIndexOf('@', end - 1) < start ? start : url.lastIndexOf('@', end - 1) + 1, end);
    int colon = authority.lastIndexOf(':');
    boolean ported = colon > authority.lastIndexOf(']');
    try {
      int port = ported ? Integer.parseInt(authority.substring(colon + 1)) : -1;
      String host = ported ? authority.substring(0, colon) : authority;
      return of(url.substring(0, start - 3), host, port, null);
    } catch (NumberFormatException notAPort) {
      return null;
    }
  }

  static boolean isSecure(String scheme) {
    return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
  }

  boolean isSecure() {
    return secure;
  }

  HostName host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Whether both are ports of one host; the two default ports count as one. */
  boolean isSameService(Destination other) {
    return (port == other.port || (isDefaultPort() && other.isDefaultPort()))
        && (host.text().equals(other.host.text()) || hasReadingOf(other));
  }

  /** Whether everything that this may mean lies in the block. */
  boolean isWholly(Cidr block) {
    return isWholly(Collections.singletonList(block));
  }

  /** Whether everything that this may mean lies in the blocks. */
  boolean isWholly(List<Cidr> blocks) {
    return !host.isAmbiguous() && Cidr.allIn(blocks, addresses());
  }

  /** Whether anything that this may mean lies in the block. */
  boolean isPartly(Cidr block) {
    return Cidr.anyIn(Collections.singletonList(block), addresses());
  }

  /** What is known of the addresses without a look-up. */
  List<byte[]> knownAddresses() {
    List<byte[]> known = addresses;
    return known == null ? host.readings() : known;
  }

  /** Whether the outcome rests on a look-up, and so will not hold for long. */
  boolean isResolved() {
    return addresses != null && resolver != null && !host.isLiteral();
  }

  private List<byte[]> addresses() {
    List<byte[]> found = addresses;
    if (found == null) {
      found = host.isLiteral() || resolver == null ? host.readings() : lookUp(resolver);
      addresses = found;
    }
    return found;
  }

  private List<byte[]> lookUp(NameResolver resolver) {
    List<byte[]> found = new ArrayList<>();
    try {
      for (InetAddress address : resolver.resolve(given)) {
        found.addAll(Addresses.unwrap(address.getAddress()));
      }
    } catch (UnknownHostException unknown) {
      found.clear(); // a name that leads nowhere leads nowhere inside
    }
    return found;
  }

  private boolean hasReadingOf(Destination other) {
    for (byte[] reading : other.host.readings()) {
      if (Cidr.anyIn(Collections.singletonList(Cidr.only(reading)), host.readings())) {
        return true;
      }
    }
    return false;
  }

  private boolean isDefaultPort() {
    return port == (secure ? 443 : 80);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s:%d", host, port);
  }
}
