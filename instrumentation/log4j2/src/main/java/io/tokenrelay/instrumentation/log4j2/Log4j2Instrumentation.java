package io.tokenrelay.instrumentation.log4j2;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Log4j 2.7 to 2.26: where the context data of an event are put together, on the thread that logs,
 * synchronously or not. Events are used again, so nothing is kept with them.
 */
public final class Log4j2Instrumentation extends Instrumentation {
  public Log4j2Instrumentation() {
    super("log4j2");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    String map = "org.apache.logging.log4j.util.StringMap";
    for (String kind : new String[] {"Default", "GarbageFree", "CopyOnWrite"}) {
      weave
          .type(
              "org.apache.logging.log4j.core.impl.ThreadContextDataInjector$For"
                  + kind
                  + "ThreadContextMap")
          .method("injectContextData", "java.util.List", map)
          .shows("InjectAdvice");
    }
  }
}
