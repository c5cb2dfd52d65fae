package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.Addresses;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL of an issuer, and everything below it. Its whole origin only if it is the issuer's own URL
 * and has no path: identity providers and APIs often share a host.
 *
 * <p>The provider may have other names, so an address counts as well as a name; but only for the
 * issuer's paths, since many services share an address.
 */
final class IssuerPlace {
  private static final Pattern SLASH = Pattern.compile("[/\\\\]");

  private final Destination place;
  private final String path;
  private volatile List<byte[]> addresses = Collections.emptyList();

  private IssuerPlace(Destination place, String path) {
    this.place = place;
    this.path = path;
  }

  /**
   * An issuer's own URL.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static IssuerPlace issuer(String url) {
    String path = pathOf(url);
    return new IssuerPlace(Destination.ofUrl(url), path.equals("/") ? "" : path);
  }

  /**
   * An endpoint of an issuer.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static IssuerPlace endpoint(String url) {
    return new IssuerPlace(Destination.ofUrl(url), pathOf(url));
  }

  boolean isMeantBy(Hop hop, Destination destination) {
    if (!destination.hasPortOf(place)) {
      return false;
    }
    if (destination.hasHostOf(place)
        || (place.isNamedLoopback() && destination.isNamedLoopback())) {
      return path.isEmpty() || isBelow(hop.path());
    }
    return !path.isEmpty() && isAt(destination) && isBelow(hop.path());
  }

  /**
   * All loopback addresses count as one: a server may listen on both families, or a whole block.
   */
  private boolean isAt(Destination destination) {
    return destination.isAt(addresses)
        || (destination.isLoopback()
            && (place.isNamedLoopback() || Cidr.anyIn(Cidr.LOOPBACK, addresses)));
  }

  /** Keeps the known addresses if there is no answer. */
  void locate() {
    List<byte[]> found = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(place.host().text())) {
        found.addAll(Addresses.unwrap(address.getAddress()));
      }
      addresses = Collections.unmodifiableList(found);
    } catch (UnknownHostException unknown) {
      // the name is still compared
    }
  }

  /** Whether any reading of the path is below it: escapes, dots, doubled slashes, parameters. */
  private boolean isBelow(String given) {
    if (isPlain(given)) {
      return isBelowAsWritten(given);
    }
    String reading = upToQuery(given);
    for (int decoded = 0; decoded <= 2; decoded++) {
      if (isBelowAsWritten(reading) || isBelowAsWritten(resolved(reading))) {
        return true;
      }
      reading = decoded(reading);
    }
    return false;
  }

  private boolean isBelowAsWritten(String given) {
    int length = path.length();
    return given.regionMatches(true, 0, path, 0, length)
        && (given.length() == length || endsName(given, length));
  }

  /** A delimiter, or a character not used in names, plain or encoded: the name may end there. */
  private static boolean endsName(String given, int at) {
    char c = given.charAt(at);
    if (c == '%' && at + 2 < given.length()) {
      int high = Character.digit(given.charAt(at + 1), 16);
      int low = Character.digit(given.charAt(at + 2), 16);
      return high < 0 || low < 0 || !isOfNames((char) (high << 4 | low));
    }
    return !isOfNames(c);
  }

  private static boolean isOfNames(char c) {
    return Character.isLetterOrDigit(c) || "-_~.!$&'()*+,=:@".indexOf(c) >= 0;
  }

  /** Whether there is only one way to read the path. */
  private static boolean isPlain(String given) {
    for (int i = 0; i < given.length() && !endsPath(given, i); i++) {
      char c = given.charAt(i);
      if (c == '%' || c == ';' || c == '\\') {
        return false;
      }
      if (c == '/' && i + 1 < given.length() && startsOddSegment(given, i + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsOddSegment(String given, int at) {
    char c = given.charAt(at);
    return c == '/'
        || (c == '.'
            && (at + 1 == given.length() || "/.%;?#\\".indexOf(given.charAt(at + 1)) >= 0));
  }

  private static boolean endsPath(String given, int at) {
    return given.charAt(at) == '?' || given.charAt(at) == '#';
  }

  private static String upToQuery(String given) {
    int end = 0;
    while (end < given.length() && !endsPath(given, end)) {
      end++;
    }
    return given.substring(0, end);
  }

  private static String decoded(String given) {
    StringBuilder decoded = new StringBuilder(given.length());
    for (int i = 0; i < given.length(); i++) {
      int high = i + 2 < given.length() ? Character.digit(given.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(given.charAt(i + 2), 16);
      if (given.charAt(i) == '%' && low >= 0) {
        decoded.append((char) (high << 4 | low));
        i += 2;
      } else {
        decoded.append(given.charAt(i));
      }
    }
    return decoded.toString();
  }

  /** Without parameters, empty segments and dots (RFC 3986 §5.2.4). */
  private static String resolved(String given) {
    ArrayDeque<String> segments = new ArrayDeque<>();
    for (String segment : SLASH.split(given)) {
      int parameter = segment.indexOf(';');
      String name = parameter < 0 ? segment : segment.substring(0, parameter);
      if (name.equals("..")) {
        segments.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.add(name);
      }
    }
    return '/' + String.join("/", segments);
  }

  /** Always begins with a slash and, except for the root, never ends with one. */
  private static String pathOf(String url) {
    int start = url.indexOf("://") + 3;
    while (start < url.length() && "/?#".indexOf(url.charAt(start)) < 0) {
      start++;
    }
    return resolved(decoded(upToQuery(url.substring(start))));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IssuerPlace
        && path.equals(((IssuerPlace) other).path)
        && place.toString().equals(((IssuerPlace) other).place.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, place.toString());
  }
}
