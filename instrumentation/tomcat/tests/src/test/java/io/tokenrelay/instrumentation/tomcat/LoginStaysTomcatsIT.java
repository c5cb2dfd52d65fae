package io.tokenrelay.instrumentation.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;

/**
 * {@code tokenrelay.api.principal} names the caller to the application, not to Tomcat: whatever a
 * container protects with its own accounts stays so.
 */
class LoginStaysTomcatsIT {
  private final TestIssuer issuer = TestIssuer.load();

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(Request.class);
  }

  @Test
  void aSecurityConstraintStillAsksForALogin() throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("tomcat").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder.getPath());
    context.addApplicationListener(ServesRequests.application());
    protect(context);
    tomcat.start();
    try (ClientConnection client = new ClientConnection(tomcat.getConnector().getLocalPort())) {
      assertThat(client.get("/principal", issuer.token("alice")).status).isEqualTo(401);
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  /** Tomcat 8 has moved the types. */
  private static void protect(Context context) throws ReflectiveOperationException {
    Object paths = descriptor("SecurityCollection").getConstructor().newInstance();
    paths.getClass().getMethod("addPattern", String.class).invoke(paths, "/*");
    Class<?> type = descriptor("SecurityConstraint");
    Object constraint = type.getConstructor().newInstance();
    type.getMethod("addCollection", paths.getClass()).invoke(constraint, paths);
    type.getMethod("addAuthRole", String.class).invoke(constraint, "user");
    Context.class.getMethod("addConstraint", type).invoke(context, constraint);
    Class<?> login = descriptor("LoginConfig");
    Object basic =
        login
            .getConstructor(String.class, String.class, String.class, String.class)
            .newInstance("BASIC", "test", null, null);
    Context.class.getMethod("setLoginConfig", login).invoke(context, basic);
    context.getPipeline().addValve(new BasicAuthenticator());
  }

  private static Class<?> descriptor(String name) throws ClassNotFoundException {
    try {
      return Class.forName("org.apache.tomcat.util.descriptor.web." + name);
    } catch (ClassNotFoundException tomcat7) {
      return Class.forName("org.apache.catalina.deploy." + name);
    }
  }
}
