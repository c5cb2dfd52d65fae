package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Path PAGE = Paths.get("../../docs/metrics.md");

  /** {@code -Dupdate} writes the page instead. */
  @Test
  void saysWhatIsMeasured() throws Exception {
    if (System.getProperty("update") != null) {
      Files.write(PAGE, MetricsPage.text().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8))
        .as("run this test with -Dupdate")
        .isEqualTo(MetricsPage.text());
  }

  @Test
  void givesEveryEventAsManyValuesAsItsMetricHasAttributesAndNoTwoTheSame() {
    Set<String> series = new HashSet<>();
    for (Event event : Event.values()) {
      Metric metric = event.metric();
      if (metric != null) {
        assertThat(event.attributes()).as(event.name()).hasSameSizeAs(metric.attributes());
        assertThat(series.add(metric + " " + event.attributes())).as(event.name()).isTrue();
      }
    }
  }

  /** A number of things at this moment ends in {@code .count}; a counter is a plural. */
  @Test
  void followsTheSemanticConventions() {
    for (Metric metric : Metric.values()) {
      String name = metric.metricName();
      assertThat(name).matches("tokenrelay(\\.[a-z_]+)+");
      switch (metric.kind()) {
        case COUNTER:
          assertThat(name).matches(".*(s|\\.io)");
          break;
        case UP_DOWN:
          assertThat(name).matches(".*\\.(count|size)");
          break;
        case HISTOGRAM:
          assertThat(name).endsWith(".duration");
          assertThat(metric.unit()).isEqualTo("s");
          break;
        default:
          assertThat(name.endsWith(".count") || metric.unit().matches("s|By|1")).as(name).isTrue();
      }
    }
  }
}
