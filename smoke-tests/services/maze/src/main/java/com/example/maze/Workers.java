package com.example.maze;

import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Few threads, which all visitors share. */
final class Workers {
  final ExecutorService few = Executors.newFixedThreadPool(3);
  final ExecutorService hardlyAny =
      new ThreadPoolExecutor(
          1,
          2,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new ThreadPoolExecutor.CallerRunsPolicy());
  final ExecutorService byUrgency =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
  final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  final ForkJoinPool forkJoin = new ForkJoinPool(2);

  /** Refuses everything, without a word. */
  final ExecutorService closed =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new ThreadPoolExecutor.DiscardPolicy());

  final Timer timer = new Timer("timer", true);

  /** Null before Java 21. */
  final ExecutorService virtual = virtual();

  Workers() {
    closed.shutdown();
  }

  private static ExecutorService virtual() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException | UnsupportedOperationException older) {
      return null;
    }
  }
}
