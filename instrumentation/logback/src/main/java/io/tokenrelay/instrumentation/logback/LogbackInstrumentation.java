package io.tokenrelay.instrumentation.logback;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Logback 1.0 to 1.6. An event keeps whom its thread works for when it is made, and adds it to its
 * MDC wherever that is asked for: by a layout, an encoder, a filter, or an appender that copies it
 * for a thread of its own.
 */
public final class LogbackInstrumentation extends Instrumentation {
  public LogbackInstrumentation() {
    super("logback");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("ch.qos.logback.classic.spi.LoggingEvent")
        .constructors()
        .makesLogEvent()
        .method("getMDCPropertyMap")
        .returnsLogEntries();
  }
}
