package com.example.maze;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs at most once, whoever is first. */
final class Once implements Runnable {
  private final Runnable work;
  private final AtomicBoolean begun = new AtomicBoolean();

  Once(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    if (begun.compareAndSet(false, true)) {
      work.run();
    }
  }
}
