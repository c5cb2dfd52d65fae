package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.Addresses;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a hop really goes: scheme, host and port, and the peer's address if the client is
 * connected. Names are never looked up.
 */
public final class Destination {
  private final boolean secure;
  private final HostName host;
  private final int port;
  private final boolean connected;
  private final List<byte[]> addresses;
  private final String name;

  /**
   * @param port -1 for the scheme's default
   * @param addresses its known addresses
   */
  private Destination(
      String scheme, HostName host, int port, boolean connected, List<byte[]> addresses) {
    this.secure = isSecure(scheme);
    this.host = host;
    this.port = port >= 0 ? port : secure ? 443 : 80;
    this.connected = connected;
    this.addresses = addresses;
    this.name = hasDefaultPort() ? host.text() : withPort(host.text(), this.port);
  }

  /** An IPv6 address goes in brackets (RFC 3986 §3.2.2). */
  private static String withPort(String host, int port) {
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }

  /**
   * The destination that a hop names, or null if it is unclear: a proxy reads the bytes that the
   * client writes, and clients differ in how they write a name that is not in ASCII ({@code
   * evil.example?internal} for one with an ideographic full stop in it).
   */
  static @Nullable Destination of(Hop hop) {
    boolean direct = hop.proxy() == null;
    if (!direct && !isAscii(hop.host())) {
      return null;
    }
    return of(
        hop.scheme(),
        hop.host(),
        hop.port(),
        direct && hop.isConnected(),
        direct ? hop.peer() : null);
  }

  private static boolean isAscii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** The proxy that a hop goes through, or null if its location is unclear. */
  static @Nullable Destination ofProxy(Hop hop, InetSocketAddress proxy) {
    int port = proxy.getPort() > 0 ? proxy.getPort() : -1;
    return of("http", proxy.getHostString(), port, hop.isConnected(), hop.peer());
  }

  /** The destination that a hop's alias names; null if it is unclear. */
  static @Nullable Destination ofAlias(Hop hop, String alias) {
    return of(hop.scheme(), alias, hop.port(), false, null);
  }

  /**
   * What a message names as {@code host[:port]}, wherever it is sent; null if it is unclear, or two
   * readers could disagree.
   */
  static @Nullable Destination ofNamed(String scheme, String authority) {
    for (int i = 0; i < authority.length(); i++) {
      if (!HostName.isOfAuthority(authority.charAt(i))) {
        return null;
      }
    }
    int colon = authority.lastIndexOf(':');
    boolean ported = colon > authority.lastIndexOf(']');
    int port = ported ? portOf(authority, colon + 1) : -1;
    return ported && port < -1
        ? null
        : of(scheme, ported ? authority.substring(0, colon) : authority, port, false, null);
  }

  /** -1 if nothing follows the colon, less than -1 if it is not a port. */
  private static int portOf(String authority, int start) {
    int port = 0;
    for (int i = start; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c < '0' || c > '9') {
        return -2;
      }
      port = port * 10 + c - '0';
      if (port > 65535) {
        return -2;
      }
    }
    return start == authority.length() ? -1 : port;
  }

  private static @Nullable Destination of(
      String scheme, String host, int port, boolean connected, @Nullable InetAddress peer) {
    HostName name = HostName.parse(host);
    return name == null
        ? null
        : new Destination(scheme, name, port, connected, addresses(name, connected, peer));
  }

  /**
   * If the name is an address, both that and the connection's address count. The name says nothing
   * about a connection that does not reveal its peer.
   */
  private static List<byte[]> addresses(
      HostName name, boolean connected, @Nullable InetAddress peer) {
    if (!connected) {
      return name.readings();
    }
    if (peer == null) {
      return Collections.emptyList();
    }
    List<byte[]> addresses = new ArrayList<>(name.readings());
    addresses.addAll(Addresses.unwrap(peer.getAddress()));
    return Collections.unmodifiableList(addresses);
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

  /**
   * Parsed by hand: {@code java.net.URI} rejects hosts with an underscore, which containers have.
   */
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
      return of(url.substring(0, start - 3), host, port, false, null);
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

  /** Whether the client is connected to it, so that the address counts. */
  boolean isConnected() {
    return connected;
  }

  /** Whether scheme, host and port are the same, whatever the addresses. */
  boolean isNamedAs(Destination other) {
    return secure == other.secure && port == other.port && host.text().equals(other.host.text());
  }

  /** Whether the ports are the same; the two default ports count as one. */
  boolean hasPortOf(Destination other) {
    return port == other.port || (hasDefaultPort() && other.hasDefaultPort());
  }

  /** Whether both have the same name, or spell the same address. */
  boolean hasHostOf(Destination other) {
    return host.text().equals(other.host.text())
        || Cidr.haveInCommon(host.readings(), other.host.readings());
  }

  /** Whether the client is connected to one of the addresses. */
  boolean isAt(List<byte[]> others) {
    return connected && Cidr.haveInCommon(addresses, others);
  }

  /** Whether its name can only mean this machine. */
  boolean isNamedLoopback() {
    return host.isLoopback();
  }

  /** Whether it is this machine, by its name or its connection. */
  boolean isLoopback() {
    return isNamedLoopback() || Cidr.anyIn(Cidr.LOOPBACK, addresses);
  }

  /** Whether every address that it may mean is in the block. */
  boolean isWholly(Cidr block) {
    return isWholly(Collections.singletonList(block));
  }

  /** Whether every address that it may mean is in the blocks. */
  boolean isWholly(List<Cidr> blocks) {
    return !host.isAmbiguous() && Cidr.allIn(blocks, addresses);
  }

  /** Whether any address that it may mean is in the block. */
  boolean isPartly(Cidr block) {
    return isPartly(Collections.singletonList(block));
  }

  /** Whether any address that it may mean is in the blocks. */
  boolean isPartly(List<Cidr> blocks) {
    return Cidr.anyIn(blocks, addresses) || Cidr.anyIn(blocks, host.readings());
  }

  boolean hasDefaultPort() {
    return port == (secure ? 443 : 80);
  }

  /**
   * Its host in canonical spelling, and its port unless it is the scheme's default: suitable for a
   * log line and for a list, where it names this server and no other on its host.
   */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
