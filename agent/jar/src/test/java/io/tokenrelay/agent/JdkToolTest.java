package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JVM says of its main class, as JDK 8 and 17 were seen to say it. */
class JdkToolTest {
  private static final String JDKS = "SUN_STANDARD";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "true,  -,            com.sun.tools.javac.Main -version",
        "true,  -,            sun.security.tools.keytool.Main -help",
        "true,  -,            sun.tools.jps.Jps",
        "true,  -,            jdk.nashorn.tools.Shell",
        "true,  -,            -",
        "false, jdk.compiler, jdk.compiler/com.sun.tools.javac.Main -version",
        "false, java.base,    java.base/sun.security.tools.keytool.Main -help",
        "false, -,            -",
      })
  void knowsAToolOfTheJdk(boolean java8, @Nullable String module, @Nullable String command) {
    assertThat(JdkTool.isRunning(java8, JDKS, module, command)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "true,  -,       com.example.Main",
        "true,  -,       com.sun.enterprise.glassfish.bootstrap.ASMain start",
        "true,  -,       sun.jar",
        "true,  -,       jdk.service/service.war",
        "true,  -,       com.example.Main com.sun.tools.javac.Main",
        "false, -,       sun.tools.jar.Main",
        "false, -,       jdk.service/service.jar",
        "false, -,       java.lang.Main",
        "false, my.shop, my.shop/com.example.Main",
        "false, -,       /srv/service.jar jdk.compiler/com.sun.tools.javac.Main",
      })
  void takesNoApplicationForOne(boolean java8, @Nullable String module, @Nullable String command) {
    assertThat(JdkTool.isRunning(java8, JDKS, module, command)).isFalse();
  }

  /** A service wrapper makes its JVM by itself, and names no main class. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void takesWhatAnotherLauncherStartsForAnApplication(boolean java8) {
    assertThat(JdkTool.isRunning(java8, null, null, null)).isFalse();
  }
}
