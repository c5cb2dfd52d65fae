package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The URLs of issuers: their own, their configured endpoints, and those that their discovery
 * documents announce over time. Asked by {@link DestinationPolicy}; written when such a document is
 * fetched, read for every hop.
 */
public final class IssuerPlaces {
  /** More than any issuer announces; keeps a document from making hops slow. */
  private static final int MOST = 256;

  private volatile List<IssuerPlace> places = Collections.emptyList();

  /**
   * Adds an issuer's {@code uri} and everything below it; its whole origin if it has no path.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public void addIssuer(String url) {
    add(IssuerPlace.issuer(url));
  }

  /**
   * Adds another configured URL of an issuer, such as its {@code jwks-uri}.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public void addEndpoint(String url) {
    add(IssuerPlace.endpoint(url));
  }

  /** Adds an endpoint that an issuer's discovery document announces, unless it is no URL. */
  public void addAnnounced(String url) {
    try {
      add(IssuerPlace.endpoint(url));
    } catch (IllegalArgumentException noUrl) {
      // the fetch of the document reports it where it matters
    }
  }

  /** Adds a place, unless it is already known or there are too many. */
  private synchronized void add(IssuerPlace place) {
    if (places.size() < MOST && !places.contains(place)) {
      List<IssuerPlace> more = new ArrayList<>(places);
      more.add(place);
      places = Collections.unmodifiableList(more);
    }
  }

  /**
   * Looks up their addresses, since they may have other names. Asks name servers: only for the
   * agent's own threads.
   */
  public void locate() {
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
