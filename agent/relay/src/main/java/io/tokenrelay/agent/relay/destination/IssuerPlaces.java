package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The URLs of issuers: their own, their configured endpoints, and those that their discovery
 * documents announce over time. Belongs to a {@link DestinationPolicy}; written when such a
 * document is fetched, read for every hop.
 */
final class IssuerPlaces {
  /** More than any issuer announces; keeps a document from making hops slow. */
  private static final int MOST = 256;

  private volatile List<IssuerPlace> places = Collections.emptyList();

  /** Adds a place, unless it is already known or there are too many. */
  synchronized void add(IssuerPlace place) {
    if (places.size() < MOST && !places.contains(place)) {
      List<IssuerPlace> more = new ArrayList<>(places);
      more.add(place);
      places = Collections.unmodifiableList(more);
    }
  }

  /** Looks up their addresses. Slow: asks name servers. */
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
