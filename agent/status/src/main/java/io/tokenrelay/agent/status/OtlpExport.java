package io.tokenrelay.agent.status;

import io.tokenrelay.agent.relay.OwnThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the metrics by OTLP over HTTP, every minute or as {@code OTEL_METRIC_EXPORT_INTERVAL} says,
 * from a thread of its own, and once more when the JVM ends. Nothing is kept of what cannot be
 * sent: the next request says it all again. Loaded only if it is asked for.
 */
final class OtlpExport implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);

  /** The longest that the end of the JVM waits for the last request. */
  private static final long LAST_MILLIS = 2_000;

  private final Status status;
  private final OtlpSettings settings;
  private final Map<String, String> resource;
  private final OtlpTransport transport;
  private final OtlpTransport atTheEnd;
  private boolean tried;
  private boolean fails;

  private OtlpExport(Status status, OtlpSettings settings, OtlpTransport.Maker transports) {
    this.status = status;
    this.settings = settings;
    this.resource = resource(status, settings);
    this.transport = transports.to(settings, settings.timeout());
    this.atTheEnd = transports.to(settings, Duration.ofMillis(LAST_MILLIS / 2));
  }

  static void start(Status status, OtlpSettings settings, OtlpTransport.Maker transports) {
    for (String problem : settings.problems()) {
      LOG.warn(problem);
    }
    String off = settings.off();
    if (off != null) {
      LOG.warn("no metrics are sent by OTLP: {}", off);
      return;
    }
    OtlpExport export = new OtlpExport(status, settings, transports);
    OwnThread.start("tokenrelay-otlp", export);
  }

  /** What is set, with a name and an identity as the semantic conventions want them. */
  private static Map<String, String> resource(Status status, OtlpSettings settings) {
    Map<String, String> resource = new LinkedHashMap<>(settings.resource());
    String name = status.serviceName();
    resource.put(OtelVariables.SERVICE_NAME, name == null ? "unknown_service:java" : name);
    resource.putIfAbsent("service.instance.id", UUID.randomUUID().toString());
    return resource;
  }

  @Override
  public void run() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::last, "tokenrelay-otlp-end"));
    } catch (IllegalStateException ending) {
      return;
    }
    try {
      while (true) {
        send();
        TimeUnit.MILLISECONDS.sleep(settings.interval().toMillis());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    try {
      post(transport);
      if (!tried || fails) {
        LOG.info(
            "metrics go to {} every {} s, by OTLP",
            settings.endpoint(),
            settings.interval().toMillis() / 1e3);
      }
      fails = false;
    } catch (IOException | RuntimeException | LinkageError failure) {
      if (!fails) {
        LOG.warn(
            "no metrics are sent by OTLP: {}; see OTEL_EXPORTER_OTLP_ENDPOINT",
            String.valueOf(failure.getMessage()));
      }
      fails = true;
    }
    tried = true;
  }

  /** A daemon does it, so that the JVM need not wait for what takes too long. */
  private void last() {
    Thread sending =
        OwnThread.start(
            "tokenrelay-otlp-last",
            () -> {
              try {
                post(atTheEnd);
              } catch (IOException | RuntimeException | LinkageError unsent) {
                LOG.debug("the last metrics are not sent: {}", unsent.toString());
              }
            });
    try {
      sending.join(LAST_MILLIS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(OtlpTransport by) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(settings.headers());
    headers.put("Content-Type", "application/x-protobuf");
    byte[] body = OtlpRequest.of(status, resource, System.currentTimeMillis());
    if (settings.gzip()) {
      headers.put("Content-Encoding", "gzip");
      body = packed(body);
    }
    by.post(body, headers);
  }

  private static byte[] packed(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }
}
