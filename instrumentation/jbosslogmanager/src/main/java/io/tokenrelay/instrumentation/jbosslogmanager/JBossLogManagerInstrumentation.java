package io.tokenrelay.instrumentation.jbosslogmanager;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * JBoss LogManager 1.5 to 3.1, the log of WildFly and JBoss EAP. A record keeps whom its thread
 * works for when it is made, and adds it to its MDC wherever that is asked for; so does a copy.
 */
public final class JBossLogManagerInstrumentation extends Instrumentation {
  public JBossLogManagerInstrumentation() {
    super("jbosslogmanager");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    String record = "org.jboss.logmanager.ExtLogRecord";
    weave
        .type(record)
        .method(
            "<init>",
            "java.util.logging.Level",
            "java.lang.String",
            record + "$FormatStyle",
            "java.lang.String")
        .makesLogEvent()
        .method("<init>", record)
        .copiesLogEvent()
        .method("getMdc", "java.lang.String")
        .returnsLogEntry()
        .method("getMdcCopy")
        .returnsLogEntries();
  }
}
