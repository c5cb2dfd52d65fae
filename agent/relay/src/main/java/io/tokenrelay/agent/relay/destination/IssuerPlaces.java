package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where issuers are spoken to: their own URLs and the endpoints that are configured, and those that
 * their discovery documents announce as time goes by. Belongs to a {@link DestinationPolicy};
 * written by whoever fetches such a document, read for every hop.
 */
final class IssuerPlaces {
  /** More than any issuer announces: a document cannot make hops slow. */
  private static final int MOST = 256;

  private volatile List<IssuerPlace> places = Collections.emptyList();

  /** Takes one more; one that is known already, or too many, changes nothing. */
  synchronized void add(IssuerPlace place) {
    if (places.size() < MOST && !places.contains(place)) {
      List<IssuerPlace> more = new ArrayList<>(places);
      more.add(place);
      places = Collections.unmodifiableList(more);
    }
  }

  /** Finds out at which addresses they are. Slow: asks name servers. */
  void locate() {
    for (IssuerPlace place : places) {
      place.locate();
    }
  }

  /** Whether the hop goes to one of them. */
  boolean areMeantBy(Hop hop, Destination destination) {
    List<IssuerPlace> all = places;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isMeantBy(hop, destination)) {
        return true;
      }
    }
    return false;
  }
}
