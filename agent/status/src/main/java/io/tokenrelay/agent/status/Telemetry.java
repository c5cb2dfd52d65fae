package io.tokenrelay.agent.status;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status in JMX, and where {@code tokenrelay.metrics.exporter} says. Notified by the
 * wiring, in the background, of the application's progress: once a server has opened its port, the
 * application has chosen its log manager and its MBean server; by the first request, an
 * OpenTelemetry agent behind us on the command line has started. Loads nothing of either before
 * that.
 *
 * <p>What is not available when the port is opened is tried again at the first request: GlassFish
 * opens one before it has created its MBean server, which only its own threads can do.
 *
 * <p>The MBean is not just an exporter: the switches are available whatever happens to the
 * counters.
 */
public final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  private final List<String> exporters;
  private final boolean jmx;
  private final Status status;
  private OtlpTransport.@Nullable Maker transports;
  private final AtomicBoolean inJmx = new AtomicBoolean();
  private final AtomicBoolean byOtlp = new AtomicBoolean();

  /**
   * @param jmx whether there is an MBean at all
   */
  public Telemetry(List<String> exporters, boolean jmx, Status status) {
    this.exporters = exporters;
    this.jmx = jmx;
    this.status = status;
  }

  /** Whether metrics are to be sent by OTLP: then it is to be told how, before it is notified. */
  public boolean sendsByOtlp() {
    return shows("otlp");
  }

  public void sendsBy(OtlpTransport.Maker transports) {
    this.transports = transports;
  }

  /** A server has opened its port. */
  public void serves() {
    Throwable failure = intoJmx();
    if (failure != null) {
      LOG.debug("not in jmx yet: {}", failure.toString());
    }
    sendByOtlp();
  }

  /** The first request has arrived, whoever has opened the port. */
  public void served() {
    warn("jmx", intoJmx());
    if (shows("otel")) {
      warn("otel", attempt(() -> OtelMeters.register(status)));
    }
    sendByOtlp();
  }

  private void sendByOtlp() {
    OtlpTransport.Maker by = transports;
    if (by != null && byOtlp.compareAndSet(false, true)) {
      warn("otlp", attempt(() -> startOtlp(by)));
    }
  }

  /** An agent that is attached has an exporter of its own: what it takes is not sent twice. */
  private void startOtlp(OtlpTransport.Maker by) {
    if (!OtelMeters.areTaken()) {
      OtlpExport.start(status, OtlpSettings.of(OtelVariables.ofProcess()), by);
      return;
    }
    LOG.info("an OpenTelemetry agent is attached: it sends the metrics, and nothing is sent twice");
    if (!shows("otel")) {
      OtelMeters.register(status);
    }
  }

  private @Nullable Throwable intoJmx() {
    if (!jmx || !inJmx.compareAndSet(false, true)) {
      return null;
    }
    boolean counters = shows("jmx");
    Throwable failure = attempt(() -> JmxBean.register(status, counters));
    if (failure != null) {
      inJmx.set(false);
    }
    return failure;
  }

  /** Whether Prometheus may scrape the status port. */
  public boolean isScraped() {
    return shows("prometheus");
  }

  private boolean shows(String exporter) {
    return exporters.contains(exporter) && !exporters.contains("none");
  }

  private static @Nullable Throwable attempt(Registration registration) {
    try {
      registration.register();
      return null;
    } catch (Exception | LinkageError e) {
      return e;
    }
  }

  private static void warn(String exporter, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("no metrics through {}: {}", exporter, failure.toString());
    }
  }

  private interface Registration {
    void register() throws Exception;
  }
}
