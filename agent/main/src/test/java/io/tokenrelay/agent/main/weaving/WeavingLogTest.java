package io.tokenrelay.agent.main.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Alarms.Kind;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.instrumentation.spi.Role;
import org.junit.jupiter.api.Test;

/** What an operator is told of an instrumentation that does not work. */
class WeavingLogTest {
  private final Counters counters = new Counters();
  private final Alarms alarms = new Alarms();
  private final WeavingLog log =
      new WeavingLog(
          counters, alarms, () -> {}, new Instrumentations(WeavingLogTest.class.getClassLoader()));

  @Test
  void whatIsOffStandsAsDegraded() {
    log.switchedOff("reactor", Role.CARRIES, "/app.jar in Loader@1", new NoSuchMethodError("x"));

    assertThat(counters.of(Event.INSTRUMENTATION_OFF)).isEqualTo(1);
    assertThat(alarms.of(Kind.DEGRADED))
        .containsExactly(
            "reactor is off in /app.jar in Loader@1: it does not work with this version "
                + "(java.lang.NoSuchMethodError; docs/supported.md lists those that are "
                + "supported); work there carries no token, and no call from "
                + "there gets one");
  }

  @Test
  void aClassWithoutTheMethodsStandsAsDegraded() {
    log.misfit("corp-http", "com.corp.Client", "it does not have exchange(..)");

    assertThat(alarms.of(Kind.DEGRADED))
        .containsExactly(
            "corp-http: com.corp.Client is not woven, and what goes by it gets no token: it does"
                + " not have exchange(..); docs/supported.md lists the versions that are"
                + " supported");
  }

  @Test
  void repeatsNothingOfWhatAnAdviceThrew() {
    log.switchedOff(
        "okhttp3", Role.CARRIES, "Loader@1", new IllegalArgumentException("Bearer eyJhbGciOi"));

    assertThat(alarms.of(Kind.DEGRADED).toString()).doesNotContain("eyJ");
  }

  @Test
  void saysWhatBecomesOfRequests() {
    log.switchedOff("tomcat", Role.RECEIVES, "Loader@1", new NoSuchMethodError("x"));

    assertThat(alarms.of(Kind.DEGRADED).get(0))
        .endsWith("requests there begin without a token, whatever they bring");
  }

  @Test
  void saysThatNobodyIsTold() {
    log.switchedOff("logback", Role.SHOWS, "Loader@1", new NoSuchMethodError("x"));

    assertThat(alarms.of(Kind.DEGRADED).get(0))
        .endsWith("the application, or its log, is not told there who the caller is");
  }
}
