package io.tokenrelay.instrumentation.jdk;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What the JDK logs of its client's requests, where {@code jdk.httpclient.HttpClient.log} is set.
 */
final class JdkLog extends Handler {
  private static final Logger LOGGER = Logger.getLogger("jdk.httpclient.HttpClient");

  final AtomicInteger heads = new AtomicInteger();
  final AtomicInteger tokens = new AtomicInteger();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Reads it from now on, in place of the console. */
  static JdkLog read() {
    JdkLog log = new JdkLog();
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(log);
    return log;
  }

  @Override
  public void publish(LogRecord line) {
    String text = formatter.format(line);
    if (text.contains("User-Agent")) {
      heads.incrementAndGet();
    }
    if (text.contains("eyJ")) {
      tokens.incrementAndGet();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
