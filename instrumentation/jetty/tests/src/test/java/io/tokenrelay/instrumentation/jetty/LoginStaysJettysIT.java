package io.tokenrelay.instrumentation.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.lang.reflect.Proxy;
import java.util.EventListener;
import org.eclipse.jetty.security.ConstraintMapping;
import org.eclipse.jetty.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.util.security.Constraint;
import org.junit.jupiter.api.Test;

/**
 * {@code tokenrelay.api.principal} names the caller to the application, but whatever Jetty protects
 * with its own accounts stays so, even if any of them would do.
 */
class LoginStaysJettysIT {
  private final TestIssuer issuer = TestIssuer.load();

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(ServletContextHandler.class);
  }

  @Test
  void aSecurityConstraintStillAsksForALogin() throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler();
    ServletContextHandler.class
        .getMethod("addEventListener", EventListener.class) // whose result has changed
        .invoke(
            context, Class.forName(ServesRequests.application()).getConstructor().newInstance());
    context.setSecurityHandler(anybodyWithAnAccount());
    server.setHandler(context);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    try (ClientConnection client = new ClientConnection(port)) {
      assertThat(client.get("/principal", issuer.token("alice")).status).isEqualTo(401);
    } finally {
      server.stop();
    }
  }

  private static ConstraintSecurityHandler anybodyWithAnAccount() {
    Constraint constraint = new Constraint("accounts", "**");
    constraint.setAuthenticate(true);
    ConstraintMapping everything = new ConstraintMapping();
    everything.setPathSpec("/*");
    everything.setConstraint(constraint);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.addConstraintMapping(everything);
    security.setAuthenticator(new BasicAuthenticator());
    security.setRealmName("test");
    security.setLoginService(noAccounts());
    return security;
  }

  private static LoginService noAccounts() {
    return (LoginService)
        Proxy.newProxyInstance(
            LoginService.class.getClassLoader(),
            new Class<?>[] {LoginService.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getName")) {
                return "test";
              }
              return method.getReturnType() == boolean.class ? false : null;
            });
  }
}
