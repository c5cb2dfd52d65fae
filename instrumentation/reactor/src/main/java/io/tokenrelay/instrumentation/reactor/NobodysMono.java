package io.tokenrelay.instrumentation.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** The same as {@link NobodysFlux}, for a Mono. */
final class NobodysMono<T> extends MonoOperator<T, T> {
  NobodysMono(Mono<? extends T> source) {
    super(source);
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> shared) {
    Object previous = Chain.OF_NOBODY.open();
    try {
      source.subscribe(CarryingSubscriber.ofNobody(shared));
    } finally {
      Chain.OF_NOBODY.close(previous);
    }
  }
}
