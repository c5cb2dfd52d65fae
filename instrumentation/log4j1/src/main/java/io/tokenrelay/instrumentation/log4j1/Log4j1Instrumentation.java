package io.tokenrelay.instrumentation.log4j1;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Log4j 1.2.17 and reload4j. An event keeps whom its thread works for when it is made, and adds it
 * to its MDC wherever that is asked for.
 *
 * <p>The bridge from Log4j 1 to Log4j 2 has a class of the same name, which only wraps an event of
 * Log4j 2's.
 */
public final class Log4j1Instrumentation extends Instrumentation {
  public Log4j1Instrumentation() {
    super("log4j1");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .typeIfItDeclares("org.apache.log4j.spi.LoggingEvent", "getMDCCopy")
        .constructors()
        .makesLogEvent()
        .method("getMDC", "java.lang.String")
        .returnsLogEntry()
        .method("getProperties")
        .returnsLogEntries();
  }
}
