package io.tokenrelay.agent.status;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import java.util.List;

/**
 * Counters that also write what was found of a request's token on the span of that request, {@code
 * tokenrelay.result} and {@code tokenrelay.reason}: the same words as in the metric, and nothing of
 * the token. In place of the others if {@code tokenrelay.traces.attributes} is on.
 *
 * <p>The span is that of an OpenTelemetry agent, which has begun it before a request reaches us, on
 * the same thread; our own copy of the API finds it as our meters find its metrics. Until {@link
 * #begin}, after the first request, nothing of the API is loaded.
 */
public final class SpanCounters extends Counters {
  private volatile boolean begun;

  private SpanCounters() {}

  /** Not a constructor: where one is called, the verifier loads this class at start. */
  public static Counters create() {
    return new SpanCounters();
  }

  /** An OpenTelemetry agent behind us has started by now, if there is one. */
  public static void begin(Counters created) {
    ((SpanCounters) created).begun = Spans.areTaken();
  }

  @Override
  public void count(Event event) {
    super.count(event);
    if (begun && event.metric() == Metric.INBOUND_REQUESTS) {
      Spans.write(event.attributes());
    }
  }

  /** Loaded late, with OpenTelemetry's API. */
  private static final class Spans {
    private static final List<String> NAMES = Metric.INBOUND_REQUESTS.attributes();

    private Spans() {}

    static boolean areTaken() {
      return GlobalOpenTelemetry.get().getTracerProvider() != TracerProvider.noop();
    }

    /** Whatever another agent throws, the request goes on. */
    @SuppressWarnings("CatchingUnchecked")
    static void write(List<String> values) {
      try {
        Span span = Span.current();
        for (int i = 0; i < values.size(); i++) {
          if (!values.get(i).isEmpty()) {
            span.setAttribute(NAMES.get(i), values.get(i));
          }
        }
      } catch (Throwable unwritten) {
        // It is counted all the same.
      }
    }
  }
}
