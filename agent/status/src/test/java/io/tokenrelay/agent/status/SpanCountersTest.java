package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was found of a request's token, on its span. */
class SpanCountersTest {
  private final Counters counters = SpanCounters.create();
  private final InMemorySpanExporter exported = InMemorySpanExporter.create();

  @BeforeEach
  @AfterEach
  void forget() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void isTheResultWithItsReasonInTheWordsOfTheMetric() {
    trace();
    SpanCounters.begin(counters);

    assertThat(onASpan(Event.TOKEN_VALID))
        .isEqualTo(Attributes.of(AttributeKey.stringKey("tokenrelay.result"), "valid"));
    assertThat(onASpan(Event.INVALID_AUDIENCE))
        .isEqualTo(
            Attributes.of(
                AttributeKey.stringKey("tokenrelay.result"), "invalid",
                AttributeKey.stringKey("tokenrelay.reason"), "audience"));
    assertThat(onASpan(Event.REQUEST_RECEIVED, Event.RELAYED)).isEqualTo(Attributes.empty());
    assertThat(counters.of(Event.TOKEN_VALID)).isEqualTo(1);
  }

  @Test
  void isNotWrittenBeforeTheAgentsHaveStarted() {
    trace();

    assertThat(onASpan(Event.TOKEN_VALID)).isEqualTo(Attributes.empty());
  }

  @Test
  void isCountedOnlyIfNobodyTraces() {
    SpanCounters.begin(counters);
    counters.count(Event.TOKEN_VALID);

    assertThat(counters.of(Event.TOKEN_VALID)).isEqualTo(1);
  }

  private void trace() {
    GlobalOpenTelemetry.set(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build());
  }

  private Attributes onASpan(Event... events) {
    exported.reset();
    Span span = GlobalOpenTelemetry.getTracer("test").spanBuilder("GET").startSpan();
    try (Scope current = span.makeCurrent()) {
      for (Event event : events) {
        counters.count(event);
      }
    } finally {
      span.end();
    }
    return exported.getFinishedSpanItems().get(0).getAttributes().toBuilder().build();
  }
}
