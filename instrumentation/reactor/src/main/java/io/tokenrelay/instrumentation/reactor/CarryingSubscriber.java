package io.tokenrelay.instrumentation.reactor;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Fuseable.QueueSubscription;
import reactor.util.context.Context;

/**
 * A step between two operators that opens their chain for each signal that passes, in either
 * direction, and then restores the thread.
 *
 * <p>Some operators ask their source for its queue, to take values from it without a signal
 * (fusion). It is always refused: the queue would be drained on whichever thread comes by.
 */
final class CarryingSubscriber<T> implements CoreSubscriber<T>, QueueSubscription<T> {
  private final CoreSubscriber<? super T> downstream;
  private final Chain chain;

  /** Set only in the step that began the chain; the others ask downstream. */
  private final @Nullable Context context;

  private volatile @Nullable Subscription upstream;

  private CarryingSubscriber(
      CoreSubscriber<? super T> downstream, Chain chain, @Nullable Context context) {
    this.downstream = downstream;
    this.chain = chain;
    this.context = context;
  }

  /** Called while subscribing, on the thread that subscribes. */
  @SuppressWarnings("unchecked")
  static <T> CoreSubscriber<T> around(CoreSubscriber<? super T> downstream) {
    if (downstream instanceof CarryingSubscriber) {
      return (CoreSubscriber<T>) downstream;
    }
    if (Junction.isBelow(downstream)) {
      return ofNobody(downstream);
    }
    Context context = downstream.currentContext();
    Chain chain = Chain.of(context);
    return chain == null
        ? beginning(Chain.begunBy(downstream), downstream, context)
        : new CarryingSubscriber<>(downstream, chain, null);
  }

  /** A step that begins a chain, if this subscriber belongs to none yet; else null. */
  static <T> @Nullable CoreSubscriber<T> begun(CoreSubscriber<? super T> last) {
    if (Junction.isBelow(last)) {
      return ofNobody(last);
    }
    Context context = last.currentContext();
    return Chain.of(context) == null ? beginning(Chain.begunBy(last), last, context) : null;
  }

  /**
   * For a subscriber that many share; its context may be that of the first of them, and hold a
   * chain.
   */
  static <T> CoreSubscriber<T> ofNobody(CoreSubscriber<? super T> shared) {
    return beginning(Chain.OF_NOBODY, shared, shared.currentContext());
  }

  private static <T> CoreSubscriber<T> beginning(
      Chain chain, CoreSubscriber<? super T> downstream, Context context) {
    return new CarryingSubscriber<>(downstream, chain, chain.in(context));
  }

  Object downstream() {
    return downstream;
  }

  Chain.@Nullable Opened openWhileSubscribing() {
    return chain.opened();
  }

  @Override
  public Context currentContext() {
    return context == null ? downstream.currentContext() : context;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    Object previous = chain.open();
    try {
      downstream.onSubscribe(this);
    } finally {
      chain.close(previous);
    }
  }

  @Override
  public void onNext(T value) {
    Object previous = chain.open();
    try {
      downstream.onNext(value);
    } finally {
      chain.close(previous);
    }
  }

  @Override
  public void onError(Throwable failure) {
    Object previous = chain.open();
    try {
      downstream.onError(failure);
    } finally {
      chain.close(previous);
    }
  }

  @Override
  public void onComplete() {
    Object previous = chain.open();
    try {
      downstream.onComplete();
    } finally {
      chain.close(previous);
    }
  }

  @Override
  public void request(long count) {
    Subscription subscription = upstream;
    if (subscription != null) {
      Object previous = chain.open();
      try {
        subscription.request(count);
      } finally {
        chain.close(previous);
      }
    }
  }

  @Override
  public void cancel() {
    Subscription subscription = upstream;
    if (subscription != null) {
      Object previous = chain.open();
      try {
        subscription.cancel();
      } finally {
        chain.close(previous);
      }
    }
  }

  @Override
  public int requestFusion(int mode) {
    return Fuseable.NONE;
  }

  @Override
  public @Nullable T poll() {
    return null;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public boolean isEmpty() {
    return true;
  }

  @Override
  public void clear() {}
}
