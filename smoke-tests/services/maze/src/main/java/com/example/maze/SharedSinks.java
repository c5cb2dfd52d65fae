package com.example.maze;

import java.time.Duration;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Two sinks that everybody feeds, and that are subscribed to once, in the middle of the first
 * request that comes by: one runs what it is fed on a thread of its own, the other on the thread of
 * whoever feeds it.
 */
final class SharedSinks {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Sinks.Many<Runnable> behindAThread = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Many<Runnable> onTheFeeders = Sinks.many().multicast().onBackpressureBuffer();
  private boolean subscribed;

  void feedTheOneBehindAThread(Runnable work) {
    subscribeOnce();
    behindAThread.emitNext(work, Sinks.EmitFailureHandler.busyLooping(FOR_EVER));
  }

  /** While somebody else feeds it, which may take long, the other sink takes the work. */
  void feedTheOneOnTheFeeders(Runnable work) {
    subscribeOnce();
    if (onTheFeeders.tryEmitNext(work) != Sinks.EmitResult.OK) {
      feedTheOneBehindAThread(work);
    }
  }

  private synchronized void subscribeOnce() {
    if (!subscribed) {
      subscribed = true;
      behindAThread.asFlux().publishOn(Schedulers.single()).subscribe(Runnable::run);
      onTheFeeders.asFlux().map(work -> work).subscribe(Runnable::run);
    }
  }
}
