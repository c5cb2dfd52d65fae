package com.example.maze;

import java.time.Duration;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Two sinks that everybody feeds, and that are subscribed to once, in the middle of the first
 * request that comes by: one runs what it is fed on a thread of its own, the other on whoever's
 * thread feeds it, that of all who feed it meanwhile included.
 */
final class SharedSinks {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Sinks.Many<Runnable> behindAThread = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Many<Runnable> onTheFeeders = Sinks.many().multicast().onBackpressureBuffer();
  private boolean subscribed;

  void feedTheOneBehindAThread(Runnable work) {
    subscribeOnce();
    behindAThread.emitNext(work, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
  }

  void feedTheOneOnTheFeeders(Runnable work) {
    subscribeOnce();
    onTheFeeders.emitNext(work, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
  }

  private synchronized void subscribeOnce() {
    if (!subscribed) {
      subscribed = true;
      behindAThread.asFlux().publishOn(Schedulers.single()).subscribe(Runnable::run);
      onTheFeeders.asFlux().map(work -> work).subscribe(Runnable::run);
    }
  }
}
