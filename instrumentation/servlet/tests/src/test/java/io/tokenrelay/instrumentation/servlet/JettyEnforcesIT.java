package io.tokenrelay.instrumentation.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import org.junit.jupiter.api.Test;

/** A container without an instrumentation of its own. */
class JettyEnforcesIT extends EnforcesInbound {
  JettyEnforcesIT() {
    super(new JettyServer());
  }

  /**
   * A filter of an application asks by itself; the one here lies in a package of the agent's, which
   * is left alone, and Jetty 7 has no class of its own between.
   */
  @Override
  protected boolean isAskedBeforeTheFilters() {
    return !System.getProperty("library.version").startsWith("7.");
  }

  @Test
  void saysWhatIsOpen() throws Exception {
    get("/plain", null);

    assertThat(AgentLog.text()) // of all executions
        .contains("ERROR tokens are enforced on this server only from the first filter");
  }
}
