package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the inbound suites share: a server with the test application, and a service that it calls.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServesRequests {
  /** The class name of the application's servlet, filter and {@code ServletContextListener}. */
  public static final String JAVAX_APPLICATION =
      "io.tokenrelay.instrumentation.testing.JavaxTestApplication";

  public static final String JAKARTA_APPLICATION =
      "io.tokenrelay.instrumentation.testing.JakartaTestApplication";

  /** The one of the two that fits the server on the class path. */
  public static String application() {
    boolean jakarta =
        ServesRequests.class.getClassLoader().getResource("jakarta/servlet/Servlet.class") != null;
    return jakarta ? JAKARTA_APPLICATION : JAVAX_APPLICATION;
  }

  /** The servlet that calls when it is made, and for each request. */
  public static String lazyServlet() {
    return application().replace("TestApplication", "LazyServlet");
  }

  /** Where the server must send error dispatches to, those of exceptions as well. */
  public static final String ERROR_PAGE = TestApplication.ERROR_PAGE;

  protected final TestIssuer issuer = TestIssuer.load();
  protected final Downstream downstream = Downstream.start();
  protected int port;

  private final TestServer server;

  protected ServesRequests(TestServer server) {
    this.server = server;
  }

  int startServer() throws Exception {
    return server.start();
  }

  @BeforeAll
  void startServers() throws Exception {
    port = startServer();
    get("/", null); // the agent brings up its MBean after the first request
  }

  @AfterEach
  void forgetRequests() {
    downstream.reset();
  }

  @AfterAll
  void stopServers() throws Exception {
    server.stop();
    downstream.close();
    AgentLog.assertHoldsNoToken();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(server.libraryClass());
  }

  /** A path of the application by which it calls the downstream service. */
  protected final String calling(String path) throws IOException {
    return path + "?to=" + URLEncoder.encode(downstream.inEstate("/"), "UTF-8");
  }

  /** One request on a connection of its own. */
  protected final ClientConnection.Answer get(String path, @Nullable String token)
      throws IOException {
    try (ClientConnection connection = new ClientConnection(port)) {
      return connection.get(path, token);
    }
  }

  protected final @Nullable String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }
}
