package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails, and whatever becomes of the line about it, an enforcing service stays shut. */
class ClosedDoorTest {
  private final PrintStream standardError = System.err;
  private final Counters counters = new Counters();

  @AfterEach
  void restore() {
    System.setErr(standardError);
  }

  static List<Throwable> failures() {
    return Arrays.asList(
        new IllegalStateException("of a verifier"),
        new StackOverflowError(),
        new OutOfMemoryError(),
        new NoClassDefFoundError("of a library"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isShutWhenTheVerifierFails(Throwable failure) {
    assertShut(inbound(Mode.ENFORCE, failing(failure), WallClock.INSTANCE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isShutWhenTheLineCannotBeWritten(Throwable failure) {
    System.setErr(new FailingStream(failure));

    assertShut(inbound(Mode.ENFORCE, failing(new IllegalStateException()), WallClock.INSTANCE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isShutWhenNothingCanBeSaidAtAll(Throwable failure) {
    LongSupplier clock =
        () -> {
          throw ClosedDoorTest.<RuntimeException>thrown(failure);
        };

    assertShut(inbound(Mode.ENFORCE_PRESENT, failing(new OutOfMemoryError()), clock));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isShutWhenTheRequestCannotBeRead(Throwable failure) {
    InboundRelay inbound = inbound(Mode.ENFORCE, failing(failure), WallClock.INSTANCE);

    Exchange exchange =
        inbound.receive(
            new TestRequest() {
              @Override
              public @Nullable String header(String name) {
                throw ClosedDoorTest.<RuntimeException>thrown(failure);
              }

              @Override
              public java.util.@Nullable Enumeration<String> headers(String name) {
                throw ClosedDoorTest.<RuntimeException>thrown(failure);
              }
            });

    assertUnavailable(exchange);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isShutWhenTheServersAdviceFails(Throwable failure) {
    InboundRelay inbound = inbound(Mode.ENFORCE, failing(failure), WallClock.INSTANCE);

    assertThat(inbound.isEnforcing()).isTrue();
    assertUnavailable(inbound.failed(failure));
    assertThat(counters.of(Event.INTERNAL_ERROR)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void decidesTheSameOnceMoreAndCarriesNothing(Mode mode) {
    InboundRelay inbound = inbound(mode, failing(new OutOfMemoryError()), WallClock.INSTANCE);
    Exchange first = inbound.failed(new OutOfMemoryError());

    assertThat(inbound.failed(new OutOfMemoryError())).isSameAs(first);
    assertThat(first.snapshot()).isNull();
    assertThat(first.rejection() == null).isEqualTo(mode == Mode.OBSERVE);
    assertThat(inbound.isEnforcing()).isEqualTo(mode != Mode.OBSERVE);
  }

  private InboundRelay inbound(Mode mode, TokenVerifier verifier, LongSupplier clock) {
    return Inbounds.of(
        new Settings.Inbound().set(InboundProperties.MODE, mode).build(),
        verifier,
        counters,
        new Switch(),
        clock);
  }

  private static TokenVerifier failing(Throwable failure) {
    return (compact, by, admission) -> {
      throw ClosedDoorTest.<RuntimeException>thrown(failure);
    };
  }

  private static void assertShut(InboundRelay inbound) {
    for (int i = 0; i < 2; i++) {
      assertUnavailable(
          inbound.receive(TestRequest.authorized("Bearer " + TestTokens.compact("alice"))));
    }
  }

  private static void assertUnavailable(Exchange exchange) {
    Rejection rejection = exchange.rejection();
    assertThat(rejection).isNotNull();
    assertThat(rejection.status()).isEqualTo(503);
    assertThat(exchange.snapshot()).isNull();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
    throw (T) failure;
  }

  /** An application's own standard error, as it may be. */
  private static final class FailingStream extends PrintStream {
    private final Throwable failure;

    FailingStream(Throwable failure) {
      super(
          new OutputStream() {
            @Override
            public void write(int b) {}
          });
      this.failure = failure;
    }

    @Override
    public void println(@Nullable String line) {
      throw ClosedDoorTest.<RuntimeException>thrown(failure);
    }
  }
}
