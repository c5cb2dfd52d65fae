package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first attachment and its options. {@code JAVA_TOOL_OPTIONS} and the command line may both
 * attach the agent, but there is one agent per JVM: so the options of the second are checked, and
 * dropping them never lets a request in. Created by {@link AgentMain} in premain.
 */
final class Attachment {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  static final String NOT_IN_EFFECT =
      "the agent is attached twice, and what the second attachment (on the command line, behind"
          + " JAVA_TOOL_OPTIONS) says is not in effect: put all options into one";

  private final @Nullable String arguments;
  private final Layers layers;
  private final @Nullable Agent agent;

  /**
   * @param agent null where nothing was woven
   */
  Attachment(@Nullable String arguments, Layers layers, @Nullable Agent agent) {
    this.arguments = arguments;
    this.layers = layers;
    this.agent = agent;
  }

  /** It was made while the application was running, or another one was. */
  void late() {
    if (agent != null) {
      agent.attached();
    }
  }

  /** Hears a second one; answers what stands from now on. */
  Attachment and(@Nullable String more, Jvm jvm) {
    if (layers.hold(Config.layers(more))) {
      LOG.warn(
          "the agent is attached twice; the second attachment says nothing new: remove one"
              + " -javaagent option");
      return this;
    }
    String all = arguments == null ? more : arguments + ';' + more;
    Layers both = Config.layers(all);
    if (agent == null) {
      return new Attachment(all, both, AgentMain.start(jvm, both));
    }
    if (Config.read(both, new Instrumentations(jvm.agentLoader)).wantsEnforcement()) {
      agent.close(NOT_IN_EFFECT);
    } else {
      LOG.warn(NOT_IN_EFFECT);
    }
    return this;
  }
}
