package io.tokenrelay.smoke.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.Callers;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.RestTemplate;

/** Each way to call, shared by all users, takes the token of its caller to the estate alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnTopIT {
  private static final String[] CALLERS = {"alice", "bob", null, "alice", null, "bob"};

  private final TestIssuer issuer = TestIssuer.load();
  private final Downstream downstream = Downstream.start();
  private final Callers callers = Callers.start();

  static Stream<Library> libraries() {
    return Stream.of(OfSpring.all(), OfFeign.all(), OfJaxRs.all(), OfJaxWs.all())
        .flatMap(Stream::of);
  }

  @AfterEach
  void forgetRequests() {
    downstream.reset();
  }

  @AfterAll
  void stopServers() {
    callers.close();
    downstream.close();
    AgentLog.assertHoldsNoToken();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void takesTheTokenOfEachCallerToTheEstate(Library library) throws Exception {
    for (String caller : CALLERS) {
      assertThat(userThatReaches(library, downstream.inEstate("/orders"), caller))
          .isEqualTo(caller);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void takesNoTokenToAStranger(Library library) throws Exception {
    for (String caller : CALLERS) {
      assertThat(userThatReaches(library, downstream.asStranger("/orders"), caller)).isNull();
    }
  }

  /** What such a call takes from the library's own pools is nobody else's work. */
  @ParameterizedTest
  @MethodSource("libraries")
  void leavesWhatItsRequestHandsOnToIt(Library library) throws Exception {
    String url = downstream.inEstate("/orders");
    callers.as(
        issuer.token("alice"),
        () -> {
          library.call(url);
          return CompletableFuture.supplyAsync(
                  () -> new RestTemplate().getForObject(url, String.class))
              .get();
        });
    assertThat(downstream.received())
        .extracting(Downstream.Received::user)
        .containsExactly("alice", "alice");
  }

  private @Nullable String userThatReaches(Library library, String url, @Nullable String caller)
      throws Exception {
    downstream.reset();
    callers.as(
        caller == null ? null : issuer.token(caller),
        () -> {
          library.call(url);
          return null;
        });
    return downstream.only().user();
  }
}
