package io.tokenrelay.agent.main.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Outbound;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstRequestTest {
  private final Inbound inboundBefore = Relay.inbound();
  private final Outbound outboundBefore = Relay.outbound();
  private final List<Object> received = new ArrayList<>();
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
  void stepsAsideAfterTheFirstRequestAndStartsTheBackgroundOnce() throws Exception {
    AtomicInteger started = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    FirstRequest first =
        new FirstRequest(
            inbound,
            outboundBefore,
            () -> {
              started.incrementAndGet();
              done.countDown();
            });
    Relay.install(first, outboundBefore);

    assertThat(Relay.inbound().receive(null)).isSameAs(exchange);
    assertThat(first.receive(null)).isSameAs(exchange);

    assertThat(Relay.inbound()).isSameAs(inbound);
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(started).hasValue(1);
    assertThat(received).hasSize(2);
  }

  @Test
  void servesTheRequestWhenTheBackgroundFails() {
    FirstRequest first =
        new FirstRequest(
            inbound,
            outboundBefore,
            () -> {
              throw new NoClassDefFoundError("javax/management/MBeanServer");
            });

    assertThat(first.receive(null)).isSameAs(exchange);
  }
}
