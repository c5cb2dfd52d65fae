package io.tokenrelay.smoke;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counters of every service's agent. */
record Readings(Map<String, Counts> services) {
  Counts of(String service) {
    return services.getOrDefault(service, Counts.NONE);
  }

  Readings since(Readings before) {
    Map<String, Counts> differences = new LinkedHashMap<>();
    services.forEach(
        (service, counts) -> differences.put(service, counts.since(before.of(service))));
    return new Readings(differences);
  }
}
