package com.example.attacked;

import java.util.concurrent.CountDownLatch;

/** What a user wants to have done: a call to the world. */
class Job implements Runnable {
  private final String owner;
  private final String what;
  private final CountDownLatch gate;

  /**
   * @param gate what it waits for first
   */
  Job(String owner, String what, CountDownLatch gate) {
    this.owner = owner;
    this.what = what;
    this.gate = gate;
  }

  @Override
  public void run() {
    await(gate);
    World.call(owner, what);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
