package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Told of each piece of work that goes without a token. Implemented by the agent, which counts and
 * logs. Called on the application's threads, so it must neither block nor throw.
 */
public interface LossListener {
  /**
   * @param task name of the task's class; for a lambda, of the class that it is written in
   * @param caller for {@link Loss#SERVES_OTHERS} the class that took from the queue, else null
   * @param first whether this is the first time for the two
   */
  void lost(Loss loss, String task, @Nullable String caller, boolean first);
}
