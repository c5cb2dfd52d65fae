package io.tokenrelay.smoke;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that the observers saw. */
final class Ledger {
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();

  void add(Sighting sighting) {
    sightings.add(sighting);
  }

  List<Sighting> at(String service) {
    return sightings.stream().filter(seen -> seen.service().equals(service)).toList();
  }

  List<Sighting> at(String service, String item) {
    return at(service).stream().filter(seen -> seen.item().equals(item)).toList();
  }
}
