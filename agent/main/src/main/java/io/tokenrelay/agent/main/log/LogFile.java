package io.tokenrelay.agent.main.log;

import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The file that {@code tokenrelay.log.file} names. Opened at start, tried by {@code check}. */
public final class LogFile {
  private LogFile() {}

  /** Opens it; returns what is wrong, or null. */
  public static @Nullable String open(Config config) {
    try {
      Lines.toFile(config.values().find(AgentProperties.LOG_FILE));
      return null;
    } catch (IOException e) {
      return unwritten(config);
    }
  }

  /** Tries it, leaving nothing behind; returns what is wrong, or null. */
  public static @Nullable String tried(Config config) {
    String path = config.values().find(AgentProperties.LOG_FILE);
    if (path == null) {
      return null;
    }
    File file = new File(path);
    try {
      boolean isNew = file.createNewFile();
      new FileOutputStream(file, true).close();
      return !isNew || file.delete() ? null : unwritten(config);
    } catch (IOException e) {
      return unwritten(config);
    }
  }

  private static String unwritten(Config config) {
    return AgentProperties.LOG_FILE
        + "="
        + config.values().shown(AgentProperties.LOG_FILE)
        + " cannot be written; standard error is used";
  }
}
