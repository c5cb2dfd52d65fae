package io.tokenrelay.agent.net;

import io.tokenrelay.agent.config.Type;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads IP address literals without ever asking a name server, which {@code InetAddress.getByName}
 * would do.
 *
 * <p>The same digits mean different addresses to different parsers: {@code 0177.0.0.1} is {@code
 * 127.0.0.1} to the C library and {@code 177.0.0.1} to the JDK. So a literal has one or more
 * readings: to be trusted, all of them must qualify; to be refused, one is enough.
 */
public final class Addresses {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] LOCAL_NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};

  private Addresses() {}

  /** The type of a property that is one address. */
  public static final class OfProperty extends Type<InetAddress> {
    public OfProperty() {
      super("an IP address");
    }

    @Override
    public @Nullable InetAddress parse(String text) {
      byte[] address = dottedDecimal(text);
      if (address == null) {
        address = ipv6(text);
      }
      try {
        return address == null ? null : InetAddress.getByAddress(address);
      } catch (UnknownHostException ofAnotherLength) {
        return null;
      }
    }
  }

  /**
   * Whether a name ends in a number, and so is either an IPv4 literal or invalid (WHATWG URL §3.5).
   */
  static boolean endsInNumber(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return !last.isEmpty() && (isDigits(last) || part(last, false) >= 0);
  }

  /**
   * Every address that some parser reads from one to four numbers, decimal, octal or hexadecimal.
   *
   * @return empty when no parser accepts it
   */
  static List<byte[]> readIpv4(String text) {
    byte[] libc = ipv4(text, false);
    byte[] jdk = ipv4(text, true);
    if (libc == null || jdk == null || Arrays.equals(libc, jdk)) {
      byte[] only = libc == null ? jdk : libc;
      return only == null ? Collections.<byte[]>emptyList() : Collections.singletonList(only);
    }
    return Arrays.asList(libc, jdk);
  }

  /** Four decimal numbers without leading zeros, or null. */
  public static byte @Nullable [] dottedDecimal(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      if (part.isEmpty() || part.length() > 3 || !isDigits(part)) {
        return null;
      }
      int value = Integer.parseInt(part);
      if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
        return null;
      }
      address[i] = (byte) value;
    }
    return address;
  }

  /** The 16 bytes of an IPv6 literal without brackets and zone (RFC 4291 §2.2), or null. */
  public static byte @Nullable [] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    byte[] head = gap == 0 ? new byte[0] : groups(text.substring(0, gap));
    String rest = text.substring(gap + 2);
    byte[] tail = rest.isEmpty() ? new byte[0] : groups(rest);
    if (head == null || tail == null || head.length + tail.length > 14) {
      return null;
    }
    byte[] address = new byte[16];
    System.arraycopy(head, 0, address, 0, head.length);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  /**
   * The address itself and, first, the IPv4 address that it wraps, or each that it may wrap. A
   * mapped address ({@code ::ffff:0:0/96}) is that IPv4 address and nothing else.
   */
  public static List<byte[]> unwrap(byte[] address) {
    if (address.length == 4) {
      return Collections.singletonList(address);
    }
    if (isZero(address, 0, 10) && address[10] == -1 && address[11] == -1) {
      return Collections.singletonList(Arrays.copyOfRange(address, 12, 16));
    }
    List<byte[]> readings = new ArrayList<>(2);
    if (isZero(address, 0, 12) && !isZero(address, 12, 15)) {
      readings.add(Arrays.copyOfRange(address, 12, 16)); // IPv4-compatible
    } else if (Arrays.equals(Arrays.copyOf(address, 12), NAT64)) {
      readings.add(Arrays.copyOfRange(address, 12, 16)); // RFC 6052
    } else if (Arrays.equals(Arrays.copyOf(address, 6), LOCAL_NAT64)) {
      translated(address, readings);
    } else if (address[0] == 0x20 && address[1] == 0x02) {
      readings.add(Arrays.copyOfRange(address, 2, 6)); // 6to4, RFC 3056
    }
    readings.add(address);
    return Collections.unmodifiableList(readings);
  }

  /**
   * The addresses that a translator with a prefix in {@code 64:ff9b:1::/48} (RFC 8215) may mean:
   * the prefix has 96, 64, 56 or 48 bits, and the address skips the zero octet (RFC 6052 §2.2).
   */
  private static void translated(byte[] address, List<byte[]> readings) {
    add(readings, Arrays.copyOfRange(address, 12, 16));
    if (address[8] == 0) {
      add(readings, Arrays.copyOfRange(address, 9, 13));
      add(readings, new byte[] {address[7], address[9], address[10], address[11]});
      add(readings, new byte[] {address[6], address[7], address[9], address[10]});
    }
  }

  /** There is nothing at 0.0.0.0/8: such octets belong to a prefix or a suffix. */
  private static void add(List<byte[]> readings, byte[] address) {
    if (address[0] != 0) {
      readings.add(address);
    }
  }

  /** As written in a configuration: without name and zone. */
  public static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static byte @Nullable [] ipv4(String text, boolean decimalOnly) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long value = 0;
    for (int i = 0; i < parts.length - 1; i++) {
      long part = part(parts[i], decimalOnly);
      if (part < 0 || part > 255) {
        return null;
      }
      value = (value << 8) | part;
    }
    int bits = 8 * (5 - parts.length);
    long last = part(parts[parts.length - 1], decimalOnly);
    if (last < 0 || last >= 1L << bits) {
      return null;
    }
    value = (value << bits) | last;
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** One number as inet_aton reads it or, decimal only, as the JDK does; -1 if it is not one. */
  private static long part(String text, boolean decimalOnly) {
    if (decimalOnly) {
      return number(text, 10);
    }
    if (text.startsWith("0x")) {
      return text.length() == 2 ? 0 : number(text.substring(2), 16);
    }
    return text.length() > 1 && text.charAt(0) == '0' ? number(text, 8) : number(text, 10);
  }

  private static long number(String text, int radix) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      value = value * radix + digit;
      if (digit < 0 || value > 0xffffffffL) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }

  private static byte @Nullable [] groups(String text) {
    String[] groups = text.split(":", -1);
    if (groups.length > 8) {
      return null;
    }
    byte[] bytes = new byte[16];
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      byte[] group = i == groups.length - 1 ? dottedDecimal(groups[i]) : null;
      if (group == null) {
        long value = groups[i].length() > 4 ? -1 : number(groups[i], 16);
        if (value < 0) {
          return null;
        }
        group = new byte[] {(byte) (value >> 8), (byte) value};
      }
      if (length + group.length > 16) {
        return null;
      }
      System.arraycopy(group, 0, bytes, length, group.length);
      length += group.length;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
