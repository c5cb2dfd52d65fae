package io.tokenrelay.agent.net;

import io.tokenrelay.agent.config.ListType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291). */
public final class Cidr {
  /** This machine. */
  public static final List<Cidr> LOOPBACK =
      Collections.unmodifiableList(Arrays.asList(parse("127.0.0.0/8"), parse("::1")));

  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public static Cidr parse(String value) {
    int slash = value.indexOf('/');
    String address = slash < 0 ? value : value.substring(0, slash);
    byte[] network = address(address.trim());
    if (network == null) {
      throw bad(value, "no plain IPv4 or IPv6 address before the slash");
    }
    boolean mapped = network.length == 4 && address.indexOf(':') >= 0;
    int bits = slash < 0 ? network.length * 8 : prefix(value, slash) - (mapped ? 96 : 0);
    if (bits < 0 || bits > network.length * 8) {
      throw bad(value, "the prefix length is not within the address");
    }
    return new Cidr(network, bits);
  }

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  public static final class OfProperty extends ListType<List<Cidr>> {
    public OfProperty() {
      super("a list of address ranges");
    }

    @Override
    protected List<Cidr> of(List<String> elements) {
      List<Cidr> blocks = new ArrayList<>(elements.size());
      for (String element : elements) {
        blocks.add(Cidr.parse(element));
      }
      return blocks;
    }
  }

  /** The block of one address. */
  public static Cidr only(byte[] address) {
    return new Cidr(address, address.length * 8);
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int mask = 0xff00 >> (bits % 8) & 0xff;
    return bits % 8 == 0 || ((address[whole] ^ network[whole]) & mask) == 0;
  }

  /** Whether any of the addresses is in any of the blocks. */
  public static boolean anyIn(List<Cidr> blocks, List<byte[]> addresses) {
    for (byte[] address : addresses) {
      if (isIn(blocks, address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are addresses, and all of them are in the blocks. */
  public static boolean allIn(List<Cidr> blocks, List<byte[]> addresses) {
    for (byte[] address : addresses) {
      if (!isIn(blocks, address)) {
        return false;
      }
    }
    return !addresses.isEmpty();
  }

  /** Whether an address is on both lists. */
  public static boolean haveInCommon(List<byte[]> some, List<byte[]> others) {
    for (int i = 0; i < some.size(); i++) {
      for (int j = 0; j < others.size(); j++) {
        if (Arrays.equals(some.get(i), others.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isIn(List<Cidr> blocks, byte[] address) {
    for (Cidr block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static byte @Nullable [] address(String text) {
    HostName host = HostName.parse(text);
    if (host == null || !host.isLiteral() || host.isAmbiguous()) {
      return null;
    }
    List<byte[]> readings = host.readings();
    return readings.get(readings.size() - 1);
  }

  private static int prefix(String value, int slash) {
    try {
      return Integer.parseInt(value.substring(slash + 1).trim());
    } catch (NumberFormatException e) {
      throw bad(value, "no number after the slash");
    }
  }

  private static IllegalArgumentException bad(String value, String reason) {
    return new IllegalArgumentException("'" + value + "' is not an address block: " + reason);
  }
}
