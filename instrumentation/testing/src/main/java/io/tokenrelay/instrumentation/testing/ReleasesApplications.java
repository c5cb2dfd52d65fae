package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What a servlet container must be able to let go of while the agent is attached: requests that are
 * over, and applications that are undeployed.
 */
public abstract class ReleasesApplications extends ServesRequests {
  /** Where the application is deployed to. */
  public static final String CONTEXT_PATH = "/app";

  private static final String[] WAYS = {
    "/relay",
    "/httpclient4",
    "/forward",
    "/include",
    "/error",
    "/throw",
    "/async-dispatch",
    "/async-start",
    "/async-complete",
    "/async-read",
    "/async-write",
    "/async-timeout",
    "/executor",
    "/future"
  };
  private static final String[] USERS = {"alice", "bob"};

  /** What belongs to one request. */
  private static final String[] OF_REQUESTS = {
    "io.tokenrelay.agent.relay.Snapshot",
    "io.tokenrelay.agent.relay.ReceivedExchange",
    "io.tokenrelay.agent.relay.RequestLife",
    "io.tokenrelay.bootstrap.Carried$OfRunnable",
    "io.tokenrelay.bootstrap.Carried$OfCallable",
    "io.tokenrelay.bootstrap.Carried$OfSupplier"
  };

  /** One for each class of task that the process has seen, the server's own among them. */
  private static final String TASK_CLASS = "io.tokenrelay.bootstrap.TaskClass";

  /** One for each thread that lives. */
  private static final String THREAD = "io.tokenrelay.bootstrap.Worker";

  private final DeployingServer server;

  protected ReleasesApplications(DeployingServer server) {
    super(server);
    this.server = server;
  }

  @Override
  int startServer() throws Exception {
    return server.startEmpty();
  }

  @Test
  void keepsNeitherRequestsNorApplications() throws Exception {
    File folder = WebApplicationFolder.create();
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String user : USERS) {
      tokens.put(user, issuer.token(user));
    }
    deployUseAndUndeploy(folder, tokens);
    Map<String, Long> before = deployUseAndUndeploy(folder, tokens);
    Map<String, Long> after = deployUseAndUndeploy(folder, tokens);

    after.remove(THREAD);
    after.remove(TASK_CLASS); // of an application, it would have kept the loader
    after.forEach(
        (type, count) ->
            assertThat(count).as(type).isLessThanOrEqualTo(before.getOrDefault(type, 0L)));
  }

  /** Answers the agent's objects that are left. */
  private Map<String, Long> deployUseAndUndeploy(File folder, Map<String, String> tokens)
      throws Exception {
    WeakReference<ClassLoader> application =
        new WeakReference<>(server.deploy(CONTEXT_PATH, folder));
    for (String way : WAYS) {
      for (Map.Entry<String, String> user : tokens.entrySet()) {
        assertThat(get(CONTEXT_PATH + calling(way), user.getValue()).body)
            .as(way)
            .isEqualTo(user.getKey());
      }
    }
    assertThat(get(CONTEXT_PATH + calling("/relay"), null).body).isEqualTo("nobody");

    collectUntil(() -> LivingRequests.count() == 0);
    assertThat(LivingRequests.count()).as("requests that are kept").isZero();
    assertThat(AgentObjects.alive()).doesNotContainKeys(OF_REQUESTS);

    server.undeploy();
    collectUntil(() -> application.get() == null);
    assertThat(application.get()).as("the application's class loader").isNull();
    return AgentObjects.alive();
  }

  private static void collectUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    do {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(120));
    } while (!condition.getAsBoolean() && System.nanoTime() < deadline);
  }
}
