package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.http.Origin;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Where an issuer's lists may be: its own origin, and what the operator adds. The URL comes from a
 * token, and an agent that fetched any URL could be sent anywhere in its network.
 */
final class AllowedPlaces {
  private final Set<String> origins = new HashSet<>();
  private final Collection<String> beginnings;

  private AllowedPlaces(Collection<String> beginnings) {
    this.beginnings = beginnings;
  }

  static AllowedPlaces of(IssuerSettings issuer) {
    AllowedPlaces places = new AllowedPlaces(issuer.statusLists());
    places.add(issuer.uri());
    places.add(issuer.keySource().uri());
    return places;
  }

  private void add(String address) {
    String origin = Origin.of(address);
    if (origin != null) {
      origins.add(origin);
    }
  }

  boolean contain(String uri) {
    String origin = Origin.of(uri);
    if (origin == null || uri.contains("..") || uri.indexOf('\\') >= 0) {
      return false;
    }
    for (String beginning : beginnings) {
      if (origin.equals(Origin.of(beginning)) && uri.startsWith(beginning)) {
        return true;
      }
    }
    return origins.contains(origin);
  }
}
