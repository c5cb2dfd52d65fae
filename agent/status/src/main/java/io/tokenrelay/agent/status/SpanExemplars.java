package io.tokenrelay.agent.status;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TracerProvider;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Exemplar;
import io.tokenrelay.agent.meter.Timers;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of histograms: the span that is current where a duration is recorded, if it is
 * sampled, so that whoever looks for it will find it. The span is found as by {@link SpanCounters}.
 * Loaded only if {@code tokenrelay.metrics.exemplars} is on.
 */
public final class SpanExemplars implements DoubleFunction<@Nullable Exemplar> {
  private SpanExemplars() {}

  /** An OpenTelemetry agent behind us has started by now, if there is one. */
  public static void begin(Counters counters) {
    if (GlobalOpenTelemetry.get().getTracerProvider() == TracerProvider.noop()) {
      return;
    }
    SpanExemplars exemplars = new SpanExemplars();
    for (Timers each : counters.timers()) {
      each.exemplify(exemplars);
    }
  }

  /** Whatever another agent throws, the request goes on. */
  @SuppressWarnings("CatchingUnchecked")
  @Override
  public @Nullable Exemplar apply(double seconds) {
    try {
      SpanContext span = Span.current().getSpanContext();
      return span.isValid() && span.isSampled()
          ? new Exemplar(seconds, System.currentTimeMillis(), span.getTraceId(), span.getSpanId())
          : null;
    } catch (Throwable unknown) {
      return null;
    }
  }
}
