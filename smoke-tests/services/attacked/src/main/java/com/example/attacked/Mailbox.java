package com.example.attacked;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** An actor's: whoever finds it unattended has it drained. */
final class Mailbox implements Executor {
  private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Executor executor;

  Mailbox(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable letter) {
    letters.add(letter);
    if (size.getAndIncrement() == 0) {
      executor.execute(this::drain);
    }
  }

  private void drain() {
    do {
      letters.poll().run();
    } while (size.decrementAndGet() > 0);
  }
}
