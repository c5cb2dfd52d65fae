package org.slf4j;

import io.tokenrelay.agent.main.log.LineLogger;

/**
 * SLF4J's own in the packaged agent: there is one provider, so none is looked for. Looking would
 * load thirty classes before the application starts, and classes of the JDK that are to be woven.
 * No other class of SLF4J that the agent uses asks its factory.
 */
public final class LoggerFactory {
  private LoggerFactory() {}

  public static Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  public static Logger getLogger(String name) {
    return new LineLogger(name);
  }
}
