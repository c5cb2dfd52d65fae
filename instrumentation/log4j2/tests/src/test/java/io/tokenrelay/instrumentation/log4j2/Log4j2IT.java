package io.tokenrelay.instrumentation.log4j2;

import io.tokenrelay.instrumentation.testing.NamesItsUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;

/** Synchronously, by an asynchronous appender, and by asynchronous loggers. */
class Log4j2IT extends NamesItsUser {
  private final LoggerContext context = new LoggerContext("application");
  private final AsyncLoggerContext async = new AsyncLoggerContext("asynchronous");

  @Override
  protected Class<?> libraryClass() {
    return LoggerContext.class;
  }

  @Override
  protected int ways() {
    return 3;
  }

  @Override
  protected void start(List<Path> files) throws IOException {
    String threads = "<Async name='later'><AppenderRef ref='1'/></Async>";
    context.start(
        configuration(
            context,
            appender(0, files.get(0)) + appender(1, files.get(1)) + threads,
            Arrays.asList("0", "later"),
            ""));
    async.start(
        configuration(
            async,
            appender(2, files.get(2)),
            Arrays.asList("2"),
            "<Property name='service'>orders</Property>"));
  }

  private static String appender(int name, Path file) {
    return "<File name='"
        + name
        + "' fileName='"
        + file
        + "'><PatternLayout pattern='"
        + PATTERN
        + "'/></File>";
  }

  private static XmlConfiguration configuration(
      LoggerContext context, String appenders, List<String> names, String property)
      throws IOException {
    StringBuilder references = new StringBuilder();
    for (String name : names) {
      references.append("<AppenderRef ref='").append(name).append("'/>");
    }
    String xml =
        "<Configuration status='WARN'><Appenders>"
            + appenders
            + "</Appenders><Loggers><Root level='info'>"
            + references
            + property
            + "</Root></Loggers></Configuration>";
    return new XmlConfiguration(
        context,
        new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  protected void log(String message) {
    for (LoggerContext each : new LoggerContext[] {context, async}) {
      Logger logger = each.getLogger("application");
      logger.info(message);
    }
  }

  @Override
  protected void put(String key, String value) {
    ThreadContext.put(key, value);
  }

  @Override
  protected void remove(String key) {
    ThreadContext.remove(key);
  }

  @Override
  protected @Nullable Map<String, ?> copyOfMdc() {
    return ThreadContext.getContext();
  }

  @Override
  protected void stop() {
    context.stop();
    async.stop();
  }
}
