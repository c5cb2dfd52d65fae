package io.tokenrelay.instrumentation.log4j1;

import io.tokenrelay.instrumentation.testing.NamesItsUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.log4j.AsyncAppender;
import org.apache.log4j.FileAppender;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.MDC;
import org.apache.log4j.PatternLayout;
import org.jspecify.annotations.Nullable;

class Log4j1IT extends NamesItsUser {
  private final Logger logger = Logger.getLogger("application");

  @Override
  protected Class<?> libraryClass() {
    return Logger.class;
  }

  @Override
  protected int ways() {
    return 2;
  }

  @Override
  protected void start(List<Path> files) throws IOException {
    logger.setLevel(Level.INFO);
    logger.setAdditivity(false);
    logger.addAppender(appender(files.get(0)));
    AsyncAppender async = new AsyncAppender();
    async.addAppender(appender(files.get(1)));
    logger.addAppender(async);
  }

  private static FileAppender appender(Path file) throws IOException {
    return new FileAppender(new PatternLayout(PATTERN), file.toString());
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
  @SuppressWarnings("unchecked") // of the time before generics
  protected @Nullable Map<String, ?> copyOfMdc() {
    return MDC.getContext();
  }

  @Override
  protected void stop() {
    logger.removeAllAppenders();
  }
}
