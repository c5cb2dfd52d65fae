package io.tokenrelay.agent.main.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private static final StackTraceElement[] INSIDE = {call("acme.Servlet"), call("acme.Server")};
  private static final StackTraceElement[] ELSEWHERE = {call("acme.Servlet"), call("other.Server")};

  private final UnderWay underWay =
      new UnderWay(Arrays.asList(new Server("acme.Server"), new Server("acme.Servlet")));

  /** Woven class by class: the servlet may be, and the door not yet. */
  @Test
  void mayBeAnyRequestWhileTheServiceIsBeingWoven() {
    assertThat(underWay.mayContain(ELSEWHERE, System.nanoTime())).isTrue();
  }

  @Test
  void mayBeAnyRequestForAMinute() {
    woven();

    assertThat(underWay.mayContain(ELSEWHERE, TimeUnit.SECONDS.toNanos(59))).isTrue();
    assertThat(underWay.mayContain(ELSEWHERE, TimeUnit.SECONDS.toNanos(61))).isFalse();
  }

  @Test
  void areThoseForEverThatStandInTheDoorOfAServer() {
    woven();

    assertThat(underWay.mayContain(INSIDE, TimeUnit.DAYS.toNanos(1))).isTrue();
  }

  /** That is how a server is met that nobody knows. */
  @Test
  void areNotThoseInAServletAlone() {
    woven();

    assertThat(underWay.mayContain(new StackTraceElement[] {call("acme.Servlet")}, Long.MAX_VALUE))
        .isFalse();
  }

  private void woven() {
    underWay.wovenIn((server, call) -> call.getClassName().equals(server.name()), 0);
  }

  private static StackTraceElement call(String type) {
    return new StackTraceElement(type, "service", null, -1);
  }

  private static final class Server extends Instrumentation {
    Server(String type) {
      super(type);
    }

    @Override
    public boolean isServer() {
      return true;
    }

    @Override
    public String[] opensPortsOver() {
      return name().endsWith("Server") ? new String[] {"acme."} : new String[0];
    }

    @Override
    protected void weave(Weave weave) {
      // by the predicate of the test
    }
  }
}
