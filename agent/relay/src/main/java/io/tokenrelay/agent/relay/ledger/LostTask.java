package io.tokenrelay.agent.relay.ledger;

import java.util.concurrent.atomic.LongAdder;

/** A class of tasks that went without their request's token, for one reason. */
public final class LostTask {
  private final String task;
  private final String reason;
  private final String remedy;
  private final LongAdder times = new LongAdder();

  /**
   * @param task name of the class, as the operator would write it
   * @param reason completes a sentence that begins with the name
   * @param remedy what would carry it, or that nothing does
   */
  public LostTask(String task, String reason, String remedy) {
    this.task = task;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** It has happened once more. */
  public void count() {
    times.increment();
  }

  public String task() {
    return task;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }

  /** How often. */
  public long times() {
    return times.sum();
  }

  /** {@code shop.Audit was handed to an executor ...}. */
  public String sentence() {
    return task + ' ' + reason;
  }
}
