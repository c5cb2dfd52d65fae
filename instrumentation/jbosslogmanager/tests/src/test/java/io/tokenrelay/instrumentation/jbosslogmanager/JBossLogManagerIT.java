package io.tokenrelay.instrumentation.jbosslogmanager;

import io.tokenrelay.instrumentation.testing.NamesItsUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.FileHandler;
import org.jspecify.annotations.Nullable;

class JBossLogManagerIT extends NamesItsUser {
  private final Logger logger = LogContext.create().getLogger("application");

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
    logger.setUseParentHandlers(false);
    logger.addHandler(handler(files.get(0)));
    AsyncHandler async = new AsyncHandler();
    async.setOverflowAction(AsyncHandler.OverflowAction.BLOCK);
    async.addHandler(handler(files.get(1)));
    logger.addHandler(async);
  }

  private static FileHandler handler(Path file) throws IOException {
    FileHandler handler = new FileHandler(new PatternFormatter(PATTERN), file.toFile());
    handler.setAutoFlush(true);
    return handler;
  }

  /** Since 2.1. */
  @Override
  protected boolean writesAllEntries() {
    return !System.getProperty("library.version").matches("1\\..*|2\\.0\\..*");
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
    return MDC.copy();
  }

  @Override
  protected void stop() {
    for (java.util.logging.Handler handler : logger.getHandlers()) {
      handler.close();
    }
  }
}
