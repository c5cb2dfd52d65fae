package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.Tables;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.OutboundRelay;
import io.tokenrelay.agent.relay.destination.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/operations.md} has a line for whatever is counted, and for nothing else. */
class OperationsPageTest {
  private static final Path DOCS = Paths.get("../../docs");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9._]+)` \\| (.*?) \\| ");
  private static final Pattern PROPERTY =
      Pattern.compile("(?<![/.])tokenrelay\\.[a-z]+(?:[.-](?:[a-z]+|<name>))*(?![a-z.-]*\\*)");

  @Test
  void saysOfEveryCounterWhatItMeansAndOfEveryReasonWhatWouldAllowIt() throws Exception {
    Set<String> said = new TreeSet<>();
    Matcher row = ROW.matcher(page("operations.md"));
    while (row.find()) {
      said.add(row.group(1));
    }

    Set<String> known = new TreeSet<>();
    for (Event event : Event.values()) {
      known.add(event.flatName());
    }
    for (Decision decision : Decision.values()) {
      if (!decision.isAllowed()) {
        known.add(decision.reason());
      }
    }
    known.addAll(OutboundRelay.reasons());
    assertThat(said).isEqualTo(known);
  }

  /** JMX and OpenTelemetry say of a counter what the page says. */
  @Test
  void describesEveryCounterInTheWordsOfItsOwnDescription() throws Exception {
    Map<String, String> said = new HashMap<>();
    Matcher row = ROW.matcher(page("operations.md"));
    while (row.find()) {
      said.put(
          row.group(1),
          row.group(2).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replace("`", ""));
    }
    for (Event event : Event.values()) {
      assertThat(event.meaning()).as(event.flatName()).endsWith(said.get(event.flatName()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operations.md",
        "deployment.md",
        "troubleshooting.md",
        "threat-model.md",
        "faq.md",
        "comparison.md"
      })
  void namesPropertiesThatThereAre(String name) throws Exception {
    Set<String> known = new HashSet<>();
    for (Property<?> property : Tables.properties()) {
      known.add(property.fullName());
      if (property.shortName() != null) {
        known.add(property.shortName());
      }
    }
    for (Metric metric : Metric.values()) {
      known.add(metric.metricName());
      known.addAll(metric.attributes());
    }
    List<String> unknown = new ArrayList<>();
    Matcher named = PROPERTY.matcher(page(name));
    while (named.find()) {
      if (!known.contains(named.group())) {
        unknown.add(named.group());
      }
    }
    unknown.remove("tokenrelay.identity"); // a request attribute
    unknown.remove("tokenrelay.io"); // an annotation of Kubernetes
    assertThat(unknown).isEmpty();
  }

  private static String page(String name) throws IOException {
    return new String(Files.readAllBytes(DOCS.resolve(name)), StandardCharsets.UTF_8);
  }
}
