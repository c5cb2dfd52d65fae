package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.HostName;
import io.tokenrelay.instrumentation.spi.Authority;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places that a hop's message names besides its target: in an absolute request line, a {@code
 * Host} header, or {@code :authority}. The receiver, above all a proxy, may pass the message on to
 * any of them.
 */
final class NamedPlaces {
  private static final String[] SCHEMES = {"http", "https"};

  private NamedPlaces() {}

  /**
   * Each except the target itself; null if one of them is unclear. Allocates nothing if the message
   * names only its target.
   *
   * @param target where the client sends the message
   */
  static @Nullable List<Destination> besides(@Nullable Destination target, Hop hop) {
    List<Destination> places = Collections.emptyList();
    String line = hop.requestTarget();
    if (line != null && namesHost(line, hop)) {
      Destination place = ofLine(line, hop);
      if (place == null) {
        return null;
      }
      places = with(places, place, target);
    }
    List<String> authorities = hop.authorities();
    for (int i = 0; i < authorities.size(); i++) {
      String authority = authorities.get(i);
      if (!Authority.isTarget(hop, authority)) {
        Destination place = Destination.ofNamed(hop.scheme(), authority);
        if (place == null) {
          return null;
        }
        if (!isAlias(place, hop.alias())) {
          places = with(places, place, target);
        }
      }
    }
    return places;
  }

  /** If no target was chosen, the message names the alias. */
  private static boolean isAlias(Destination place, @Nullable String alias) {
    HostName name = alias == null ? null : HostName.parse(alias);
    return name != null && name.text().equals(place.host().text());
  }

  private static List<Destination> with(
      List<Destination> places, Destination place, @Nullable Destination target) {
    if (target != null && place.isNamedAs(target)) {
      return places;
    }
    List<Destination> more = places.isEmpty() ? new ArrayList<>() : places;
    more.add(place);
    return more;
  }

  /**
   * A path, a query and {@code *} name none (RFC 9112 §3.2); anything else must be understood. What
   * begins with two slashes is a path to a server, but may be a network-path reference to a proxy
   * (RFC 3986 §4.2).
   */
  private static boolean namesHost(String line, Hop hop) {
    return (hop.isReadByProxy() && line.startsWith("//"))
        || (!line.isEmpty() && "/?".indexOf(line.charAt(0)) < 0 && !line.equals("*"));
  }

  /** Some proxies read a query that follows an authority without a slash as part of it. */
  private static @Nullable Destination ofLine(String line, Hop hop) {
    if (line.startsWith("//")) {
      return Destination.ofNamed(hop.scheme(), authority(line, 2));
    }
    for (String scheme : SCHEMES) {
      int start = scheme.length() + 3;
      if (line.regionMatches(true, 0, scheme, 0, scheme.length())
          && line.startsWith("://", scheme.length())) {
        String authority = authority(line, start);
        return line.startsWith("?", start + authority.length())
            ? null
            : Destination.ofNamed(scheme, authority);
      }
    }
    return null;
  }

  private static String authority(String line, int start) {
    int end = start;
    while (end < line.length() && "/?".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return line.substring(start, end);
  }
}
