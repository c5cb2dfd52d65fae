package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Layers;
import io.tokenrelay.agent.main.log.Lines;
import io.tokenrelay.agent.main.log.Redacted;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Starts the agent. Called by premain, by name, in the agent loader and before the application's
 * first class; so it does what must be done by then and leaves the rest to a background thread.
 * Whatever fails here is one line, and the application starts without us.
 */
public final class AgentMain {
  private AgentMain() {}

  /**
   * @param jvm what the JVM gave to premain
   * @param arguments the text behind the jar's name on the command line, or null
   * @param agentLoader the loader of this class and of all that the agent is made of
   */
  @SuppressWarnings("CatchingUnchecked")
  public static void start(
      Instrumentation jvm, @Nullable String arguments, ClassLoader agentLoader) {
    try {
      start(jvm, Layers.ofProcess(arguments), agentLoader);
    } catch (Throwable failure) {
      System.err.println(
          Redacted.text(
              "[tokenrelay] ERROR not started, the application runs without, and nothing is"
                  + " enforced: "
                  + failure));
    }
  }

  static void start(Instrumentation jvm, Layers layers, ClassLoader agentLoader) {
    Instrumentations instrumentations = new Instrumentations(agentLoader);
    Config config = Config.read(layers, instrumentations);
    Logger log = openLog(config);
    if (config.isDisabled()) {
      log.info(StartLine.disabled(config));
    }
    Findings findings = Findings.of(config, instrumentations);
    findings.log(log);
    Policies policies = findings.policies();
    if (policies != null) {
      Agent agent = Agent.start(jvm, config, policies, instrumentations, agentLoader);
      log.info(agent.startLine());
    }
  }

  private static Logger openLog(Config config) {
    Lines.threshold(Level.valueOf(config.get(Definitions.LOG_LEVEL).toUpperCase(Locale.ROOT)));
    Logger log = LoggerFactory.getLogger(AgentMain.class);
    String unwritten = LogFile.open(config);
    if (unwritten != null) {
      log.warn(unwritten);
    }
    return log;
  }
}
