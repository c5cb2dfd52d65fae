package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.net.Cidr;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cloud metadata services, which hand out the machine's credentials, and link-local addresses in
 * general. Some are inside the {@link Boundary}, which is why they need a guard.
 */
final class Metadata {
  private static final List<Cidr> BLOCKS =
      Collections.unmodifiableList(
          Arrays.asList(
              Cidr.parse("169.254.0.0/16"),
              Cidr.parse("fe80::/10"),
              Cidr.parse("fd00:ec2::/64"), // Amazon: IMDS at ::254, EKS Pod Identity at ::23
              Cidr.parse("fd00:c1::/64"), // Oracle
              Cidr.parse("fd00:42::42/128"), // Scaleway
              Cidr.parse("168.63.129.16/32"), // Azure's WireServer, a public address
              Cidr.parse("100.100.100.200/32"), // Alibaba, within RFC 6598
              Cidr.parse("192.0.0.192/32"), // Oracle, classic
              Cidr.parse("fd20:ce::254/128"))); // Google

  private static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "metadata.azure.internal",
                  "metadata.google.internal",
                  "metadata.goog",
                  "instance-data",
                  "instance-data.ec2.internal")));

  /**
   * A search list completes this to one of the names above in Google's cloud. Any service may have
   * this name; if the connection's address is known, that counts.
   */
  private static final String SHORT = "metadata";

  private Metadata() {}

  /** Whether the destination is one, by its name or any known address. */
  static boolean isAt(Destination destination) {
    String name = destination.host().text();
    return NAMES.contains(name)
        || (name.equals(SHORT) && !destination.isConnected())
        || destination.isPartly(BLOCKS);
  }
}
