package io.tokenrelay.agent.main.status;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status where {@code tokenrelay.metrics.exporter} says. Runs once, in the background,
 * when the first request arrives: by then an application server has chosen its log manager and its
 * MBean server, and an OpenTelemetry agent behind us on the command line has started.
 */
public final class Telemetry implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  private final List<String> exporters;
  private final Status status;

  public Telemetry(List<String> exporters, Status status) {
    this.exporters = exporters;
    this.status = status;
  }

  @Override
  public void run() {
    if (exporters.contains("none")) {
      return;
    }
    if (exporters.contains("jmx")) {
      attempt("jmx", () -> JmxBean.register(status));
    }
    if (exporters.contains("otel")) {
      attempt("otel", () -> OtelMeters.register(status));
    }
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
