package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.agent.net.HostName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The boundary of the operator's estate: names that no public name server knows, and addresses that
 * no public network routes. A private address is an indication, not a proof: strict sites list
 * their destinations instead.
 */
final class Boundary {
  static final List<String> SUFFIXES =
      Collections.unmodifiableList(
          Arrays.asList(
              "svc",
              "cluster.local",
              "local",
              "internal",
              "intranet",
              "lan",
              "corp",
              "home.arpa",
              "localhost"));

  /** Loopback, RFC 1918, RFC 6598, RFC 4193. */
  static final List<String> BLOCKS =
      Collections.unmodifiableList(
          Arrays.asList(
              "127.0.0.0/8",
              "::1/128",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "fc00::/7"));

  private final List<String> suffixes = new ArrayList<>(SUFFIXES);
  private final List<Cidr> blocks = new ArrayList<>();

  /**
   * @param moreSuffixes domains, as {@link #suffixes} reads them
   */
  Boundary(List<String> moreSuffixes, List<Cidr> moreBlocks) {
    suffixes.addAll(moreSuffixes);
    for (String block : BLOCKS) {
      blocks.add(Cidr.parse(block));
    }
    blocks.addAll(moreBlocks);
  }

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  static final class OfProperty extends ListType<List<String>> {
    OfProperty() {
      super("a list of domain suffixes");
    }

    @Override
    protected List<String> of(List<String> elements) {
      List<String> domains = new ArrayList<>();
      for (String element : elements) {
        domains.add(domain(element));
      }
      return domains;
    }
  }

  /**
   * Whether the destination is inside: by its address if the client is connected to it, whatever
   * its name; otherwise by its name, or the address that the name spells.
   */
  boolean contains(Destination destination) {
    return destination.isWholly(blocks)
        || (!destination.isConnected() && containsName(destination.host()));
  }

  /** Whether the name alone would be inside. */
  boolean names(Destination destination) {
    return containsName(destination.host());
  }

  /**
   * A name of one label belongs to the search domain or the container network; with a trailing dot
   * it is a top-level domain, and some of those have addresses.
   */
  private boolean containsName(HostName host) {
    if (host.isLiteral()) {
      return false;
    }
    if (host.text().indexOf('.') < 0) {
      return !host.isAbsolute() || host.text().equals("localhost");
    }
    for (String suffix : suffixes) {
      if (host.isWithin(suffix)) {
        return true;
      }
    }
    return false;
  }

  private static String domain(String value) {
    String domain = value.trim().toLowerCase(Locale.ROOT);
    if (domain.startsWith("*.")) {
      domain = domain.substring(2);
    } else if (domain.startsWith(".")) {
      domain = domain.substring(1);
    }
    HostName name = HostName.parse(domain);
    if (name == null || name.isLiteral()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a domain: write it as in corp.example.org");
    }
    return name.text();
  }
}
