package io.tokenrelay.agent.main.status;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status in JMX, and where {@code tokenrelay.metrics.exporter} says. Told by the wiring,
 * in the background, how far the application has come: by the time that a server has opened its
 * port it has chosen its log manager and its MBean server; by the first request an OpenTelemetry
 * agent behind us on the command line has started. Loads nothing of either before it is told.
 *
 * <p>The MBean is no exporter: the switches of a running service are there whatever becomes of the
 * counters.
 */
public final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  private final List<String> exporters;
  private final boolean jmx;
  private final Status status;
  private final AtomicBoolean inJmx = new AtomicBoolean();

  /**
   * @param jmx whether there is an MBean at all
   */
  public Telemetry(List<String> exporters, boolean jmx, Status status) {
    this.exporters = exporters;
    this.jmx = jmx;
    this.status = status;
  }

  /** A server has opened its port. */
  public void serves() {
    if (jmx && inJmx.compareAndSet(false, true)) {
      boolean counters = shows("jmx");
      attempt("jmx", () -> JmxBean.register(status, counters));
    }
  }

  /** The first request has arrived, whoever has opened the port. */
  public void served() {
    serves();
    if (shows("otel")) {
      attempt("otel", () -> OtelMeters.register(status));
    }
  }

  private boolean shows(String exporter) {
    return exporters.contains(exporter) && !exporters.contains("none");
  }

  private static void attempt(String exporter, Registration registration) {
    try {
      registration.register();
    } catch (Exception | LinkageError e) {
      LOG.warn("no metrics through {}: {}", exporter, e.toString());
    }
  }

  private interface Registration {
    void register() throws Exception;
  }
}
