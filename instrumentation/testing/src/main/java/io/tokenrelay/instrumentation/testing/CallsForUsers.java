package io.tokenrelay.instrumentation.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What the outbound suites share: requests of users, and a service that is called for them. No call
 * leaves a part of a token in the log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CallsForUsers {
  protected final TestIssuer issuer = TestIssuer.load();
  protected final Downstream downstream = Downstream.start();
  protected final Callers callers = Callers.start();

  @AfterEach
  void forgetRequests() {
    downstream.reset();
  }

  @AfterAll
  void stopServers() {
    callers.close();
    downstream.close();
    AgentLog.assertHoldsNoToken();
  }
}
