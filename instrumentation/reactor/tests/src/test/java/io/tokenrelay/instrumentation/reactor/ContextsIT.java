package io.tokenrelay.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A context that an application has kept from one chain makes no other chain part of it. */
@SuppressWarnings("deprecation") // the floor's names
class ContextsIT extends CarriesAcrossThreads {
  @Override
  protected Class<?> libraryClass() {
    return Flux.class;
  }

  @Override
  protected Map<String, Way> ways() {
    return Collections.singletonMap(
        "in a new context",
        answer -> {
          Mono<String> calling = calling();
          answer.complete(in(Context.empty(), calling).map(any -> call()).block());
        });
  }

  @Test
  void anotherUsersContextIsNotHisWork() throws Exception {
    Context ofAlice = as("alice", Contexts::ofAChain);
    for (String user : new String[] {"bob", "nobody"}) {
      Mono<String> calling = in(ofAlice, calling());

      assertThat(this.<String>as(user, calling::block)).isEqualTo(user);
    }
  }

  @Test
  void aUsersContextAboveWhatIsSharedIsNobodysWork() throws Exception {
    Context ofAlice = as("alice", Contexts::ofAChain);
    for (String user : new String[] {"alice", "bob", "nobody"}) {
      Mono<String> shared = in(ofAlice, calling()).cache();

      assertThat(this.<String>as(user, shared::block)).isEqualTo("nobody");
    }
  }

  @Test
  void aContextGivenToASubscriptionIsNotItsUsersWork() throws Exception {
    if (!Has.parameter(Flux.class, "subscribe", Context.class)) {
      return; // the floor takes none
    }
    Context ofAlice = as("alice", Contexts::ofAChain);
    CompletableFuture<String> called = new CompletableFuture<>();

    as(
        "nobody",
        () ->
            calling()
                .subscribe(called::complete, called::completeExceptionally, () -> {}, ofAlice));

    assertThat(answer(called)).isEqualTo("nobody");
  }

  @Test
  void theApplicationsOwnValuesStayInItsContext() throws Exception {
    Context written = Context.of("key", "value");

    Context seen = as("alice", () -> in(written, Contexts.looking()).block());

    assertThat(seen.<String>get("key")).isEqualTo("value");
  }

  private Mono<String> calling() {
    return Mono.fromCallable(() -> "").map(any -> call());
  }

  private static <T> Mono<T> in(Context context, Mono<T> chain) {
    return Has.method(Mono.class, "contextWrite")
        ? chain.contextWrite(any -> context)
        : chain.subscriberContext(any -> context);
  }
}
