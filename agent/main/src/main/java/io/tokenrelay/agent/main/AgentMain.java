package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Findings;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.log.Lines;
import io.tokenrelay.agent.main.log.LogFile;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.concurrent.Callable;
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
  /** Written and read by premain, and by later attachments. */
  private static @Nullable Attachment first;

  private static final String NOT_AGAIN =
      "the agent is attached twice, and nothing of what the second attachment says is enforced";

  private AgentMain() {}

  /**
   * @param instrumentation what the JVM gave to premain
   * @param arguments the text after the jar's name on the command line, or null
   * @param agentLoader the loader of this class and of all that the agent is made of
   * @param bootClasses puts the classes of {@code bootstrap/} into the boot loader
   */
  public static synchronized void start(
      Instrumentation instrumentation,
      @Nullable String arguments,
      ClassLoader agentLoader,
      Callable<?> bootClasses) {
    first(arguments, new Jvm(instrumentation, false, agentLoader, bootClasses));
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void first(@Nullable String arguments, Jvm jvm) {
    long began = System.nanoTime();
    try {
      Lines.toStandardError(System.err);
      Layers layers = Config.layers(arguments);
      Agent agent = start(jvm, layers);
      first = new Attachment(arguments, layers, agent);
      if (agent != null) {
        agent.started((System.nanoTime() - began) / 1e9);
      }
    } catch (Throwable failure) {
      System.err.println(
          Redacted.text(
              "[tokenrelay] ERROR not started, the application runs without, and nothing is"
                  + " enforced: "
                  + failure));
    }
  }

  /** The same in a JVM that has been running for some time. */
  public static synchronized void attach(
      Instrumentation instrumentation,
      @Nullable String arguments,
      ClassLoader agentLoader,
      Callable<?> bootClasses) {
    first(arguments, new Jvm(instrumentation, true, agentLoader, bootClasses));
    late();
  }

  /**
   * A second attachment, by {@code JAVA_TOOL_OPTIONS} and the command line.
   *
   * @param arguments what it says
   */
  public static synchronized void again(
      Instrumentation instrumentation,
      @Nullable String arguments,
      ClassLoader agentLoader,
      Callable<?> bootClasses) {
    another(arguments, new Jvm(instrumentation, false, agentLoader, bootClasses));
  }

  /** The same in a JVM that has been running for some time. */
  public static synchronized void attachAgain(
      Instrumentation instrumentation,
      @Nullable String arguments,
      ClassLoader agentLoader,
      Callable<?> bootClasses) {
    another(arguments, new Jvm(instrumentation, true, agentLoader, bootClasses));
    late();
  }

  private static void late() {
    Attachment attached = first;
    if (attached != null) {
      attached.late();
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void another(@Nullable String arguments, Jvm jvm) {
    try {
      Attachment running = first;
      if (running == null) {
        LoggerFactory.getLogger(AgentMain.class).error(NOT_AGAIN);
      } else {
        first = running.and(arguments, jvm);
      }
    } catch (Throwable failure) {
      System.err.println(Redacted.text("[tokenrelay] ERROR " + NOT_AGAIN + ": " + failure));
    }
  }

  /** The agent, or null where nothing is woven. */
  static @Nullable Agent start(Jvm jvm, Layers layers) {
    Instrumentations instrumentations = new Instrumentations(jvm.agentLoader, jvm.isRunning);
    Config config = Config.read(layers, instrumentations);
    Logger log = openLog(config);
    if (config.isDisabled()) {
      log.info(StartLine.disabled(config));
    } else {
      jvm.putBootClasses();
    }
    Findings findings = Findings.of(config, instrumentations);
    findings.log(log);
    Policies policies = findings.policies();
    if (policies != null) {
      Agent agent = Agent.start(jvm, layers, config, policies, instrumentations);
      log.info(agent.startLine());
      for (String extension : instrumentations.extensions()) {
        log.info("extension {}", extension);
      }
      return agent;
    }
    return null;
  }

  private static Logger openLog(Config config) {
    Lines.threshold(Level.valueOf(config.get(AgentProperties.LOG_LEVEL).toUpperCase(Locale.ROOT)));
    Logger log = LoggerFactory.getLogger(AgentMain.class);
    String unwritten = LogFile.open(config);
    if (unwritten != null) {
      log.warn(unwritten);
    }
    return log;
  }
}
