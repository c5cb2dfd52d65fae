package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Layers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a test's operator has set; nothing is taken from the machine the test runs on. */
public final class Given {
  private final Properties system = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable String agentArguments;

  public static Given nothing() {
    return new Given();
  }

  public static Given property(String name, String text) {
    return nothing().andProperty(name, text);
  }

  public Given andProperty(String name, String text) {
    system.setProperty(name, text);
    return this;
  }

  public Given andEnvironment(String name, String text) {
    environment.put(name, text);
    return this;
  }

  public Given andAgentArguments(String arguments) {
    agentArguments = arguments;
    return this;
  }

  public Layers layers() {
    return Layers.of(
        system, environment, agentArguments, AgentProperties.CONFIG_FILE, Enforcement.WISH);
  }

  /** With the instrumentations okhttp3 and tomcat. */
  public Config config() {
    return Config.read(layers(), agent -> Arrays.asList("okhttp3", "tomcat"));
  }
}
