package io.tokenrelay.agent.main.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DoorWatchTest {
  private final Exchange exchange = Relay.inbound().nobody();
  private final Alarms alarms = new Alarms();
  private final DoorWatch watch = new DoorWatch(new Answering(), alarms, null);

  @Test
  void isContentWithAServerThatAsksBeforeEverything() {
    assertThat(watch.receive(request(true))).isSameAs(exchange);

    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void raisesAnAlarmForAServerThatAsksOnlyForFiltersAndServlets() {
    assertThat(watch.receive(request(false))).isSameAs(exchange);
    assertThat(watch.receive(request(false))).isSameAs(exchange);

    assertThat(alarms.unready()).hasSize(1);
    assertThat(alarms.of(Alarms.Kind.OPEN_DOOR).get(0)).contains("OPEN without a token");
  }

  @Test
  void isNotSilencedByAnotherServerInTheSameJvm() {
    watch.receive(request(true));
    watch.receive(request(false));

    assertThat(alarms.unready()).hasSize(1);
  }

  @Test
  void takesNoRequestThatWasPastTheDoorWhenTheAgentCameForAnUnknownServer() {
    UnderWay underWay = new UnderWay(Collections.emptyList());
    DoorWatch late = new DoorWatch(new Answering(), alarms, underWay);
    assertThat(late.receive(request(false))).isSameAs(exchange);
    assertThat(alarms.unready()).isEmpty();

    underWay.wovenIn((server, call) -> false, System.nanoTime() - TimeUnit.HOURS.toNanos(1));
    late.receive(request(false));
    assertThat(alarms.unready()).hasSize(1);
  }

  @Test
  void decidesAlsoWhereItCannotSay() {
    assertThat(
            watch.receive(
                new Request(true) {
                  @Override
                  public boolean isAtTheDoor() {
                    throw new IllegalStateException();
                  }
                }))
        .isSameAs(exchange);
  }

  @Test
  void isSilentWhileNothingIsEnforcedAndLooksAgainAfterwards() {
    watch.receive(request(false));
    watch.want(false);
    assertThat(alarms.unready()).isEmpty();
    assertThat(watch.receive(request(false))).isSameAs(exchange);
    assertThat(alarms.unready()).isEmpty();
    watch.want(true);
    watch.receive(request(false));
    assertThat(alarms.unready()).hasSize(1);
  }

  private static ServerRequest request(boolean atTheDoor) {
    return new Request(atTheDoor);
  }

  private final class Answering implements Inbound {
    @Override
    public Exchange receive(ServerRequest request) {
      return exchange;
    }

    @Override
    public Exchange nobody() {
      return exchange;
    }
  }

  private static class Request implements ServerRequest {
    private final boolean atTheDoor;

    Request(boolean atTheDoor) {
      this.atTheDoor = atTheDoor;
    }

    @Override
    public boolean isAtTheDoor() {
      return atTheDoor;
    }

    @Override
    public String header(String name) {
      return null;
    }

    @Override
    public Enumeration<String> headers(String name) {
      return null;
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return "/";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public String remoteAddress() {
      return null;
    }
  }
}
