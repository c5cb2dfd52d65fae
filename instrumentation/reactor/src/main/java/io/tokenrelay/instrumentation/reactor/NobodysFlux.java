package io.tokenrelay.instrumentation.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** The source of an operator that many share: whoever causes the subscription, it is nobody's. */
final class NobodysFlux<T> extends FluxOperator<T, T> {
  NobodysFlux(Flux<? extends T> source) {
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
