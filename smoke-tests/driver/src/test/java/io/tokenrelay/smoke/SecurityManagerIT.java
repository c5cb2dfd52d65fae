package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A security manager, which Java has until 23: a policy that trusts the jar is all that the agent
 * needs, however little the application may do; without one the application starts all the same.
 */
class SecurityManagerIT {
  /** What the gateway needs for itself. It may not look into objects. */
  private static final String APPLICATIONS =
      """
      grant {
        permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
        permission java.net.NetPermission "*";
        permission java.util.PropertyPermission "*", "read,write";
        permission java.util.logging.LoggingPermission "control";
        permission java.io.FilePermission "<<ALL FILES>>", "read,write,delete";
        permission java.lang.RuntimePermission "accessClassInPackage.*";
        permission java.lang.RuntimePermission "accessDeclaredMembers";
        permission java.lang.RuntimePermission "getenv.*";
        permission java.lang.RuntimePermission "createClassLoader";
        permission java.lang.RuntimePermission "getClassLoader";
        permission java.lang.RuntimePermission "setContextClassLoader";
        permission java.lang.RuntimePermission "setIO";
        permission java.lang.RuntimePermission "setFactory";
        permission java.lang.RuntimePermission "modifyThread";
        permission java.lang.RuntimePermission "modifyThreadGroup";
        permission java.lang.RuntimePermission "shutdownHooks";
        permission java.lang.RuntimePermission "getStackWalkerWithClassReference";
        permission java.security.SecurityPermission "*";
        permission javax.security.auth.AuthPermission "*";
        permission javax.management.MBeanPermission "*", "*";
        permission javax.management.MBeanServerPermission "*";
        permission java.lang.management.ManagementPermission "monitor";
        permission javax.management.MBeanTrustPermission "register";
      };
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = 17)
  void aPolicyThatTrustsTheJarIsEnough(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    Path jar = Installation.fromSystemProperties().agent();
    Path policy =
        Files.writeString(
            folder.resolve("policy"),
            "grant codeBase \"%s\" { permission java.security.AllPermission; };%n%s"
                .formatted(jar.toUri(), APPLICATIONS));
    try (LoneGateway gateway =
        LoneGateway.on(
            jdk,
            "security-manager-" + feature,
            "-Djava.security.manager",
            "-Djava.security.policy==" + policy,
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
            "-Dtokenrelay.jwks-file=" + issuer.keys())) {
      assertThat(gateway.checkout("a-book", "no.to.ken")).isEqualTo(400);
      assertThat(gateway.checkout("a-book", issuer.token("alice"))).isLessThan(500);
      assertThat(gateway.relayed("a-book")).hasSize(1);
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains("AccessControlException"));
      Logs.holdNoToken(gateway.logs());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 17)
  void withoutSuchAPolicyTheApplicationStartsAllTheSame(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path policy = Files.writeString(folder.resolve("policy"), APPLICATIONS);
    try (LoneGateway gateway =
        LoneGateway.on(
            jdk,
            "security-manager-alone-" + feature,
            "-Djava.security.manager",
            "-Djava.security.policy==" + policy,
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME)) {
      assertThat(gateway.isAlive()).isTrue();
      assertThat(gateway.agentLines()).anyMatch(line -> line.contains("AllPermission"));
    }
  }
}
