package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.agent.net.HostName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the allow or deny list: {@code host}, {@code *.host} (any depth below it, not
 * itself), {@code host:port}, {@code https://host}, or a block of addresses.
 */
final class HostPattern {
  private final @Nullable String scheme;
  private final @Nullable String name;
  private final boolean below;
  private final @Nullable Cidr block;
  private final int port;

  private HostPattern(
      @Nullable String scheme,
      @Nullable String name,
      boolean below,
      @Nullable Cidr block,
      int port) {
    this.scheme = scheme;
    this.name = name;
    this.below = below;
    this.block = block;
    this.port = port;
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static HostPattern parse(String value) {
    String rest = value.trim().toLowerCase(Locale.ROOT);
    String scheme = null;
    int authority = rest.indexOf("://");
    if (authority >= 0) {
      scheme = rest.substring(0, authority);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw bad(value, "the scheme is neither http nor https");
      }
      rest = rest.substring(authority + 3);
      if (rest.endsWith("/")) {
        rest = rest.substring(0, rest.length() - 1);
      }
    }
    if (rest.indexOf('@') >= 0) {
      throw bad(value, "a destination has no user name");
    }
    if (rest.indexOf('/') >= 0 && scheme == null && isAddress(rest)) {
      return new HostPattern(null, null, false, Cidr.parse(rest), -1);
    }
    if (rest.indexOf('/') >= 0) {
      throw bad(value, "paths are not compared; write the host only");
    }
    return host(value, scheme, rest);
  }

  /** Whether the destination matches; for an ambiguous address, all readings must. */
  boolean admits(Destination destination) {
    if (!isMeant(destination)) {
      return false;
    }
    return block == null ? isNamed(destination.host()) : destination.isWholly(block);
  }

  /** Whether the destination may match; for an ambiguous address, one reading is enough. */
  boolean touches(Destination destination) {
    if (!isMeant(destination)) {
      return false;
    }
    return block == null ? isNamed(destination.host()) : destination.isPartly(block);
  }

  private boolean isMeant(Destination destination) {
    return (port < 0 || port == destination.port())
        && (scheme == null || scheme.equals("https") == destination.isSecure());
  }

  private boolean isNamed(HostName host) {
    return name != null && (below ? host.isBelow(name) : host.text().equals(name));
  }

  private static HostPattern host(String value, @Nullable String scheme, String rest) {
    String host = rest;
    int port = -1;
    int colon = rest.lastIndexOf(':');
    boolean bracketed = rest.startsWith("[");
    if (colon >= 0 && (bracketed ? rest.charAt(colon - 1) == ']' : rest.indexOf(':') == colon)) {
      host = rest.substring(0, colon);
      port = port(value, rest.substring(colon + 1));
    }
    boolean below = host.startsWith("*.");
    if (below) {
      host = host.substring(2);
    }
    if (host.indexOf('*') >= 0) {
      throw bad(value, "a star may only stand for the first labels, as in *.example.org");
    }
    HostName name = HostName.parse(host);
    if (name == null) {
      throw bad(value, "this is not a host name or address");
    }
    if (!name.isLiteral()) {
      return new HostPattern(scheme, name.text(), below, null, port);
    }
    if (below || name.isAmbiguous()) {
      throw bad(value, "write an address in plain form, or a block as in 10.0.0.0/8");
    }
    List<byte[]> readings = name.readings();
    return new HostPattern(scheme, null, false, Cidr.only(readings.get(readings.size() - 1)), port);
  }

  private static boolean isAddress(String text) {
    HostName host = HostName.parse(text.substring(0, text.indexOf('/')));
    return host != null && host.isLiteral();
  }

  private static int port(String value, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw bad(value, "the port is not a number from 1 to 65535");
  }

  private static IllegalArgumentException bad(String value, String reason) {
    return new IllegalArgumentException("'" + value + "' is not a destination: " + reason);
  }
}
