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

class FirstRequestsTest {
  private final Inbound inboundBefore = Relay.inbound();
  private final Outbound outboundBefore = Relay.outbound();
  private final List<String> said = new ArrayList<>();
  private final Exchange exchange = Relay.inbound().receive(null);
  private final Inbound inbound =
      request -> {
        said.add("received");
        return exchange;
      };

  private final FirstRequests.Listener listener =
      new FirstRequests.Listener() {
        @Override
        public void first() {
          said.add("first");
        }

        @Override
        public void second() {
          said.add("second");
        }
      };

  @AfterEach
  void takeBack() {
    Relay.install(inboundBefore, outboundBefore);
  }

  @Test
  void saysEachOnceAndStepsAsideWhenItIsTold() {
    FirstRequests first = new FirstRequests(inbound, outboundBefore, listener);
    Relay.install(first, outboundBefore);

    assertThat(Relay.inbound().receive(null)).isSameAs(exchange);
    assertThat(Relay.inbound()).isSameAs(first);
    assertThat(said).containsExactly("first", "received");

    assertThat(Relay.inbound().receive(null)).isSameAs(exchange);
    assertThat(Relay.inbound()).isSameAs(first);
    first.stepAside();
    assertThat(Relay.inbound()).isSameAs(inbound);
    assertThat(Relay.outbound()).isSameAs(outboundBefore);
    assertThat(first.receive(null)).isSameAs(exchange);

    assertThat(said).containsExactly("first", "received", "second", "received", "received");
  }

  @Test
  void aRequestAtTheEndOfTheStackIsNotTheFirst() {
    FirstRequests first = new FirstRequests(inbound, outboundBefore, listener);

    atTheEndOfTheStack(first);
    assertThat(said).isEmpty();

    first.receive(null);
    assertThat(said).containsExactly("first", "received");
  }

  @SuppressWarnings("InfiniteRecursion") // it ends with the stack
  private static Exchange atTheEndOfTheStack(FirstRequests first) {
    try {
      return atTheEndOfTheStack(first);
    } catch (StackOverflowError end) {
      return first.receive(null);
    }
  }

  @Test
  void workThatIsPutOffIsDoneOnAThreadOfOurOwnWhateverOtherWorkThrows() throws Exception {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    Background.run(
        "fails",
        () -> {
          throw new NoClassDefFoundError("javax/management/MBeanServer");
        });
    Background.later("later", 1, () -> done.add(Thread.currentThread().getName()));

    assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("later");
  }
}
