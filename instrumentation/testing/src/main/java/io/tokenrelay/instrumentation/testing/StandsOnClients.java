package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What libraries must do that have no code of ours and stand on clients that have: each way to
 * call, shared by all users, takes the token of its caller to the estate alone.
 */
public abstract class StandsOnClients extends CallsForUsers {
  private static final @Nullable String[] CALLERS = {"alice", "bob", null, "alice", null, "bob"};

  protected abstract Stream<Library> libraries();

  /** Those that call on threads of their own, where nobody can tell for whom. */
  protected Stream<Library> withoutCallers() {
    return Stream.empty();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  final void takesTheTokenOfEachCallerToTheEstate(Library library) throws Exception {
    for (String caller : CALLERS) {
      assertThat(userThatReaches(library, downstream.inEstate("/orders"), caller))
          .isEqualTo(caller);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  final void takesNoTokenToAStranger(Library library) throws Exception {
    for (String caller : CALLERS) {
      assertThat(userThatReaches(library, downstream.asStranger("/orders"), caller)).isNull();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("withoutCallers")
  final void takesNoTokenWhereItsCallerIsNotKnown(Library library) throws Exception {
    for (String caller : CALLERS) {
      assertThat(userThatReaches(library, downstream.inEstate("/orders"), caller)).isNull();
    }
  }

  /** What such a call takes from the library's own pools is nobody else's work. */
  @ParameterizedTest
  @MethodSource("libraries")
  final void leavesWhatItsRequestHandsOnToIt(Library library) throws Exception {
    String url = downstream.inEstate("/orders");
    callers.as(
        issuer.token("alice"),
        () -> {
          library.call(url);
          return CompletableFuture.supplyAsync(() -> get(url)).get();
        });
    assertThat(downstream.received())
        .extracting(Downstream.Received::user)
        .containsExactly("alice", "alice");
  }

  private static int get(String url) {
    try (InputStream in = new URL(url).openStream()) {
      return in.read();
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private @Nullable String userThatReaches(Library library, String url, @Nullable String caller)
      throws Exception {
    downstream.reset();
    callers.as(
        caller == null ? null : issuer.token(caller),
        () -> {
          library.call(url);
          return 0;
        });
    return downstream.only().user();
  }
}
