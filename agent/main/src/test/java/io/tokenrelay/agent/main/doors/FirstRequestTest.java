package io.tokenrelay.agent.main.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Outbound;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstRequestTest {
  private final Inbound inboundBefore = Relay.inbound();
  private final Outbound outboundBefore = Relay.outbound();
  private final List<Object> received = new ArrayList<>();
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final Exchange exchange = Relay.inbound().receive(null);
  private final Inbound inbound =
      request -> {
        received.add("request");
        return exchange;
      };

  @AfterEach
  void takeBack() {
    Relay.install(inboundBefore, outboundBefore);
  }

  @Test
  void stepsAsideAfterTheSecondRequestAndDoesTheWorkOnce() throws Exception {
    AfterStart work = new AfterStart("test", 60_000, () -> done.add("work"));
    FirstRequest first = new FirstRequest(inbound, outboundBefore, () -> done.add("first"), work);
    Relay.install(first, outboundBefore);

    assertThat(Relay.inbound().receive(null)).isSameAs(exchange);
    assertThat(Relay.inbound()).isSameAs(first);
    assertThat(Relay.inbound().receive(null)).isSameAs(exchange);
    assertThat(Relay.inbound()).isSameAs(inbound);
    assertThat(first.receive(null)).isSameAs(exchange);

    assertThat(done.poll()).isEqualTo("first");
    assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("work");
    work.hurry();
    work.announce();
    assertThat(done).isEmpty();
    assertThat(received).hasSize(3);
  }

  @Test
  void doesTheWorkWhereNoSecondRequestArrives() throws Exception {
    AfterStart work = new AfterStart("test", 1, () -> done.add("work"));

    new FirstRequest(inbound, outboundBefore, () -> {}, work).receive(null);

    assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("work");
  }

  @Test
  void servesTheRequestWhenTheWorkFails() {
    AfterStart work =
        new AfterStart(
            "test",
            1,
            () -> {
              throw new NoClassDefFoundError("javax/management/MBeanServer");
            });
    FirstRequest first = new FirstRequest(inbound, outboundBefore, () -> {}, work);

    assertThat(first.receive(null)).isSameAs(exchange);
    assertThat(first.receive(null)).isSameAs(exchange);
  }
}
