package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Called for each piece of work that goes without a token. Implemented by the agent, which counts
 * and logs it. Runs on the application's threads, so it must neither block nor throw.
 */
public interface LossListener {
  /**
   * @param task name of the task's class; for a lambda, of the class it is written in
   * @param caller for {@link Loss#SERVES_OTHERS} and {@link Loss#TAKEN_OUT} the class that took
   *     from the queue (null if unknown), else null
   * @param first whether this is the first such loss for this class of task
   */
  void lost(Loss loss, String task, @Nullable String caller, boolean first);
}
