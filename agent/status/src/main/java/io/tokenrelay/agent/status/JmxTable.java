package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Metric;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** All metrics as a table: name, attributes, value; for a histogram the number and the sum. */
final class JmxTable {
  private static final String[] COLUMNS = {"metric", "attributes", "value", "count"};
  private static final String[] MEANINGS = {
    "The name of the metric",
    "Its attributes, as {name=value, ...}",
    "Its value; of a histogram the sum",
    "Of a histogram, how many values it has; else 0"
  };
  private static final OpenType<?>[] TYPES = {
    SimpleType.STRING, SimpleType.STRING, SimpleType.DOUBLE, SimpleType.LONG
  };

  private JmxTable() {}

  static TabularData of(Status status) {
    try {
      return table(Families.of(status));
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TabularData table(Families families) throws OpenDataException {
    CompositeType row = new CompositeType("Series", "One time series", COLUMNS, MEANINGS, TYPES);
    TabularData table =
        new TabularDataSupport(
            new TabularType("Metrics", "All metrics", row, new String[] {"metric", "attributes"}));
    for (Metric metric : Metric.values()) {
      for (Series series : families.of(metric)) {
        Distribution distribution = series.distribution();
        Object[] values = {
          metric.metricName(),
          series.attributes().toString(),
          series.value(),
          distribution == null ? 0L : distribution.count()
        };
        table.put(new CompositeDataSupport(row, COLUMNS, values));
      }
    }
    return table;
  }
}
