package io.tokenrelay.instrumentation.logback;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.tokenrelay.instrumentation.testing.NamesItsUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogbackIT extends NamesItsUser {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger("application");

  @Override
  protected Class<?> libraryClass() {
    return LoggerContext.class;
  }

  @Override
  protected int ways() {
    return 2;
  }

  @Override
  protected void start(List<Path> files) {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(appender(files.get(0)));
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setDiscardingThreshold(0);
    async.addAppender(appender(files.get(1)));
    async.start();
    logger.addAppender(async);
  }

  private FileAppender<ILoggingEvent> appender(Path file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  @Override
  protected void log(String message) {
    logger.info(message);
  }

  @Override
  protected void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  protected void remove(String key) {
    MDC.remove(key);
  }

  @Override
  protected @Nullable Map<String, ?> copyOfMdc() {
    return MDC.getCopyOfContextMap();
  }

  @Override
  protected void stop() {
    context.stop();
  }
}
