package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.List;

/** The allow list, the deny list, or another list of the same form. */
public final class DestinationList {
  private final List<HostPattern> hosts = new ArrayList<>();
  private final GrpcServices services = new GrpcServices();

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  DestinationList(List<String> values) {
    for (String given : values) {
      String value = given.trim();
      if (GrpcServices.isService(value)) {
        services.add(value);
      } else {
        hosts.add(HostPattern.parse(value));
      }
    }
  }

  /** The type of a property that lists them, for another domain's table. */
  public static ListType<DestinationList> type() {
    return new OfProperty();
  }

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  static final class OfProperty extends ListType<DestinationList> {
    OfProperty() {
      super("a list of destinations");
    }

    @Override
    protected DestinationList of(List<String> elements) {
      return new DestinationList(elements);
    }
  }

  /** Whether an entry certainly means this destination: for allowing. */
  boolean admits(Destination destination) {
    for (HostPattern pattern : hosts) {
      if (pattern.admits(destination)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry may mean this destination: for denying. */
  boolean touches(Destination destination) {
    for (HostPattern pattern : hosts) {
      if (pattern.touches(destination)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry names the gRPC service that the hop calls. */
  boolean namesServiceOf(Hop hop) {
    return services.areMeantBy(hop);
  }
}
