package io.tokenrelay.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The sinks of Reactor 3.4 and later, which one user feeds and others listen to. */
class SinksIT extends CarriesAcrossThreads {
  @Override
  protected Class<?> libraryClass() {
    return Flux.class;
  }

  @Override
  protected Map<String, Way> ways() {
    return Collections.singletonMap(
        "replay",
        answer -> {
          Sinks.Many<String> sink = Sinks.many().replay().all();
          sink.tryEmitNext("fed");
          sink.asFlux().map(any -> call()).doOnNext(answer::complete).blockFirst();
        });
  }

  @Test
  void whoeverFeedsASinkWhoeverWaitsForItWorksForHimself() throws Exception {
    for (Map.Entry<String, Sinks.Many<String>> sink : sinksOfMany().entrySet()) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      String[] users = {"alice", "nobody", "carol"};
      for (String user : users) {
        answers.add(waitingAs(user, calling(sink.getValue().asFlux())));
      }
      awaitListeners(sink.getValue(), users.length);

      String afterwards = as("bob", () -> fedBy(sink.getValue()));

      for (int i = 0; i < users.length; i++) {
        assertThat(answer(answers.get(i))).as(sink.getKey()).isEqualTo(users[i]);
      }
      assertThat(afterwards).as(sink.getKey()).isEqualTo("bob");
    }
  }

  @Test
  void whoeverFeedsASinkOfOneValueItsListenersWorkForThemselves() throws Exception {
    Sinks.One<String> one = Sinks.one();
    assertOfThemselves("one", one.asMono().flux(), () -> one.tryEmitValue("fed"));
    Sinks.Empty<String> empty = Sinks.empty();
    assertOfThemselves(
        "empty", empty.asMono().flux().defaultIfEmpty("none"), () -> empty.tryEmitEmpty());
  }

  @Test
  void aChainThatOneRequestHangsOnASinkForAllWorksForNobody() throws Exception {
    Map<String, Sinks.Many<String>> sinks = sinksOfMany();
    sinks.put("unicast", Sinks.many().unicast().onBackpressureBuffer());
    sinks.put("unicast, fails", Sinks.many().unicast().onBackpressureError());
    for (Map.Entry<String, Sinks.Many<String>> sink : sinks.entrySet()) {
      List<String> called = Collections.synchronizedList(new ArrayList<>());
      CompletableFuture<String> over = new CompletableFuture<>();
      startDuring(
          "alice",
          answer -> {
            whenDone(over, answer);
            Flux.defer(() -> sink.getValue().asFlux())
                .filter(any -> true)
                .concatMap(any -> Mono.fromCallable(this::call))
                .doOnNext(called::add)
                .then()
                .toFuture();
          });

      as("bob", () -> fedBy(sink.getValue()));
      as("nobody", () -> fedBy(sink.getValue()));
      over.complete("over");
      fedBy(sink.getValue());

      assertThat(called).as(sink.getKey()).containsExactly("nobody", "nobody", "nobody");
    }
  }

  private static Map<String, Sinks.Many<String>> sinksOfMany() {
    Map<String, Sinks.Many<String>> sinks = new LinkedHashMap<>();
    sinks.put("multicast, buffer", Sinks.many().multicast().onBackpressureBuffer());
    sinks.put("multicast, all or nothing", Sinks.many().multicast().directAllOrNothing());
    sinks.put("multicast, best effort", Sinks.many().multicast().directBestEffort());
    sinks.put("replay", Sinks.many().replay().latest());
    return sinks;
  }

  private String fedBy(Sinks.Many<String> sink) {
    sink.tryEmitNext("fed");
    return call();
  }

  /** Waits for the first value in a request of this user. */
  private CompletableFuture<String> waitingAs(String user, Flux<String> values) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                answer.complete(as(user, values::blockFirst));
              } catch (Throwable failure) {
                answer.completeExceptionally(failure);
              }
            });
    caller.setDaemon(true);
    caller.start();
    return answer;
  }

  private static void awaitListeners(Sinks.Many<String> sink, int listeners) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (sink.currentSubscriberCount() < listeners) {
      assertThat(System.nanoTime()).as("listeners have come in time").isLessThan(until);
      Thread.yield();
    }
  }

  private static void whenDone(CompletableFuture<String> over, CompletableFuture<String> answer) {
    over.thenAccept(answer::complete);
  }

  private void assertOfThemselves(String kind, Flux<String> listening, Runnable feed)
      throws Exception {
    List<String> users = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String user : new String[] {"alice", "nobody", "carol"}) {
      users.add(user);
      answers.add(
          startDuring(user, any -> calling(listening).doOnNext(any::complete).then().toFuture()));
    }

    String afterwards =
        as(
            "bob",
            () -> {
              feed.run();
              return call();
            });

    for (int i = 0; i < users.size(); i++) {
      assertThat(answer(answers.get(i))).as(kind).isEqualTo(users.get(i));
    }
    assertThat(afterwards).as(kind).isEqualTo("bob");
  }

  private Flux<String> calling(Flux<String> listening) {
    return listening.take(1).map(any -> call()).flatMap(Mono::just);
  }
}
