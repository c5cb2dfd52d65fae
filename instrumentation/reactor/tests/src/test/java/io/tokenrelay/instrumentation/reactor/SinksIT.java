package io.tokenrelay.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.CarriesAcrossThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
          sink.asFlux().map(any -> call()).doOnNext(answer::complete).then().toFuture();
        });
  }

  @Test
  void whoeverFeedsASinkItsListenersWorkForThemselves() throws Exception {
    Map<String, Sinks.Many<String>> sinks = new LinkedHashMap<>();
    sinks.put("multicast, buffer", Sinks.many().multicast().onBackpressureBuffer());
    sinks.put("multicast, all or nothing", Sinks.many().multicast().directAllOrNothing());
    sinks.put("multicast, best effort", Sinks.many().multicast().directBestEffort());
    sinks.put("replay", Sinks.many().replay().latest());
    for (Map.Entry<String, Sinks.Many<String>> sink : sinks.entrySet()) {
      Flux<String> listening = sink.getValue().asFlux();
      assertOfThemselves(sink.getKey(), listening, () -> sink.getValue().tryEmitNext("fed"));
    }
    Sinks.One<String> one = Sinks.one();
    assertOfThemselves("one", one.asMono().flux(), () -> one.tryEmitValue("fed"));
    Sinks.Empty<String> empty = Sinks.empty();
    assertOfThemselves(
        "empty", empty.asMono().flux().defaultIfEmpty("none"), () -> empty.tryEmitEmpty());
  }

  @Test
  void aSinkWithOneListenerWorksForHim() throws Exception {
    for (String user : new String[] {"alice", "nobody"}) {
      Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
      CompletableFuture<String> answer =
          startDuring(
              user,
              any -> sink.asFlux().map(x -> call()).doOnNext(any::complete).then().toFuture());

      as("bob", () -> sink.tryEmitNext("fed"));

      assertThat(answer(answer)).isEqualTo(user);
    }
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
