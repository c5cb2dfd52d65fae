package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.time.Duration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Handlers that return a chain, to which Spring MVC subscribes for their request. */
@RestController
public class ReactiveRequests {
  @RequestMapping("/mono")
  public Mono<String> mono(@RequestParam String to) {
    return Mono.fromCallable(() -> call(to));
  }

  @RequestMapping("/mono-elsewhere")
  public Mono<String> elsewhere(@RequestParam String to) {
    return mono(to).subscribeOn(Schedulers.parallel());
  }

  @RequestMapping("/mono-later")
  public Mono<String> later(@RequestParam String to) {
    return Mono.delay(Duration.ofMillis(1)).map(any -> call(to));
  }

  @RequestMapping(value = "/flux", produces = "text/plain")
  public Flux<String> flux(@RequestParam String to) {
    return Flux.just(to).delayElements(Duration.ofMillis(1)).flatMap(this::later);
  }
}
