package io.tokenrelay.agent.net;

import java.net.IDN;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host as a client names it, in canonical spelling: lower case, ASCII (RFC 5891), no brackets, no
 * zone, no trailing dot. Either a name or an address literal.
 */
public final class HostName {
  private static final int LONGEST = 253;

  private final String text;
  private final List<byte[]> readings;
  private final boolean literal;
  private final boolean ambiguous;
  private final boolean absolute;

  private HostName(
      String text, List<byte[]> readings, boolean literal, boolean ambiguous, boolean absolute) {
    this.text = text;
    this.readings = readings;
    this.literal = literal;
    this.ambiguous = ambiguous;
    this.absolute = absolute;
  }

  /** The host, or null if the text is not one: nothing is relayed to it then. */
  public static @Nullable HostName parse(String given) {
    if (given.length() > LONGEST + 2) {
      return null;
    }
    if (given.startsWith("[")) {
      return given.endsWith("]") ? ipv6(given.substring(1, given.length() - 1)) : null;
    }
    if (given.indexOf(':') >= 0) {
      return ipv6(given);
    }
    String name = ascii(given);
    if (name == null) {
      return null;
    }
    boolean absolute = name.endsWith(".");
    if (absolute) {
      name = name.substring(0, name.length() - 1);
    }
    if (!isName(name)) {
      return null;
    }
    if (Addresses.endsInNumber(name)) {
      boolean plain = !absolute && Addresses.dottedDecimal(name) != null;
      List<byte[]> readings = Addresses.readIpv4(name);
      return readings.isEmpty() ? null : new HostName(name, readings, true, !plain, absolute);
    }
    return new HostName(name, Collections.<byte[]>emptyList(), false, false, absolute);
  }

  /** The canonical spelling; letters, digits and {@code .-_:} only, so it is safe in a log line. */
  public String text() {
    return text;
  }

  /** Whether this is an address rather than a name. */
  public boolean isLiteral() {
    return literal;
  }

  /** How parsers read the literal; empty for a name. */
  public List<byte[]> readings() {
    return readings;
  }

  /**
   * Whether this is an IPv4 literal in any spelling but the plain one ({@code 2130706433}, {@code
   * 0177.0.0.1}, {@code 127.0.0.1.}). Parsers disagree about these, so they are never trusted.
   */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  /** Whether it was written with a trailing dot: no search domain is applied. */
  public boolean isAbsolute() {
    return absolute;
  }

  /** Whether this is the domain or below it, label by label; {@code domain} without leading dot. */
  public boolean isWithin(String domain) {
    return text.equals(domain) || isBelow(domain);
  }

  /** Whether this is below the domain, label by label; {@code domain} without leading dot. */
  public boolean isBelow(String domain) {
    int dot = text.length() - domain.length() - 1;
    return !literal && dot > 0 && text.charAt(dot) == '.' && text.endsWith(domain);
  }

  /** Whether this can only mean this machine (RFC 6761 §6.3). */
  public boolean isLoopback() {
    return isWithin("localhost") || Cidr.anyIn(Cidr.LOOPBACK, readings);
  }

  private static @Nullable HostName ipv6(String given) {
    int percent = given.indexOf('%');
    String digits = percent < 0 ? given : given.substring(0, percent);
    if (percent >= 0 && !isZone(given.substring(percent + 1))) {
      return null;
    }
    byte[] address = Addresses.ipv6(digits);
    return address == null
        ? null
        : new HostName(
            digits.toLowerCase(Locale.ROOT), Addresses.unwrap(address), true, false, false);
  }

  private static @Nullable String ascii(String given) {
    for (int i = 0; i < given.length(); i++) {
      if (given.charAt(i) >= 128) {
        try {
          return IDN.toASCII(given).toLowerCase(Locale.ROOT);
        } catch (RuntimeException notAName) {
          return null;
        }
      }
    }
    return given.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a character may be part of a host and port; not of userinfo, which no target ever has.
   */
  public static boolean isOfAuthority(char c) {
    return c > ' ' && c < 127 && "/\\?#@;%<>\"^`{|}".indexOf(c) < 0;
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    int label = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
        if (++label > 63) {
          return false;
        }
      } else {
        return false;
      }
    }
    return label > 0;
  }

  private static boolean isZone(String zone) {
    for (int i = 0; i < zone.length(); i++) {
      char c = zone.charAt(i);
      if (c > 'z' || (!Character.isLetterOrDigit(c) && "%._-~".indexOf(c) < 0)) {
        return false;
      }
    }
    return !zone.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
