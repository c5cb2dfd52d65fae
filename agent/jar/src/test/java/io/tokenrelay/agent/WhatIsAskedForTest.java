package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What shows the application who the caller is, is woven only if it is asked for. */
class WhatIsAskedForTest {
  private static final String ISSUER = "tokenrelay.issuer=https://idp.example";
  private static final String[] LOGS = {"logback", "log4j1", "log4j2", "jbosslogmanager"};

  @Test
  void nothingOfIdentityIsWovenByDefault() {
    assertThat(woven(ISSUER))
        .contains("tomcat", "okhttp3")
        .doesNotContain(LOGS)
        .doesNotContain("servlet-principal");
    assertThat(woven(ISSUER + ",tokenrelay.instrumentation.logback.enabled=true"))
        .doesNotContain(LOGS);
  }

  @Test
  void theLogsAreWovenForTheMdc() {
    assertThat(woven(ISSUER + ",tokenrelay.api.mdc=hash")).contains(LOGS);
    assertThat(
            woven(
                ISSUER
                    + ",tokenrelay.api.mdc=subject"
                    + ",tokenrelay.instrumentation.log4j1.enabled=false"))
        .contains("logback", "log4j2")
        .doesNotContain("log4j1");
  }

  @Test
  void theServletApiIsWovenForThePrincipal() {
    assertThat(woven(ISSUER + ",tokenrelay.api.principal=true"))
        .contains("servlet-principal")
        .doesNotContain(LOGS);
  }

  @Test
  void aMisspeltWishShowsNobody() {
    assertThat(woven(ISSUER + ",tokenrelay.api.mdc=true")).doesNotContain(LOGS);
  }

  private List<String> woven(String arguments) {
    Instrumentations all = new Instrumentations(getClass().getClassLoader());
    Config config = Config.read(Config.layers(arguments), all);
    return all.woven(config, false).stream()
        .map(Instrumentation::name)
        .collect(Collectors.toList());
  }
}
