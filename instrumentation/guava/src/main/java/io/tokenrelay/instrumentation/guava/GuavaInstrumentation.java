package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Guava 18 to 33.
 *
 * <p>Callbacks and transformations are all listeners of a future: the thread that completes it runs
 * them, and may be another user's. So they are judged where they are added, like the stages of a
 * {@code CompletableFuture}. Whoever hands a task to a sequential executor need not own it, as with
 * any executor. Nothing shows whose an event in an {@code AsyncEventBus}'s queue is, so its
 * subscribers get nothing.
 */
public final class GuavaInstrumentation extends Instrumentation {
  public GuavaInstrumentation() {
    super("guava");
  }

  @Override
  protected void weave(Weave weave) {
    futures(weave);
    sequentialExecutors(weave);
    weave
        .type("com.google.common.eventbus.Dispatcher$LegacyAsyncDispatcher")
        .methods("dispatch")
        .beginsWithNothing();
    weave
        .typeIfItDeclaresAny("com.google.common.eventbus.AsyncEventBus") // 18
        .methods("dispatchQueuedEvents")
        .beginsWithNothing();
  }

  @Override
  public String[] ownTasks() {
    return new String[] {
      "com.google.common.util.concurrent.ListenerCallQueue",
      "com.google.common.util.concurrent.SequentialExecutor",
      "com.google.common.util.concurrent.SerializingExecutor"
    };
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"com.google.common.cache.*"};
  }

  private static void futures(Weave weave) {
    weave
        .type("com.google.common.util.concurrent.AbstractFuture")
        .methods("addListener")
        .carries("RunnableAdvice")
        .methods("executeListener") // not in 18, where all listeners are in an ExecutionList
        .beginsWithNothing();
    weave
        .type("com.google.common.util.concurrent.ExecutionList")
        .methods("add")
        .carries("RunnableAdvice")
        .methods("executeListener")
        .beginsWithNothing();
    weave
        .type("com.google.common.util.concurrent.TrustedListenableFutureTask")
        .constructors()
        .carries("NewTaskAdvice")
        .methods("run")
        .carries("RunTaskAdvice");
    weave
        .type("com.google.common.util.concurrent.MoreExecutors$ScheduledListeningDecorator")
        .methods("schedule")
        .carries("SchedulingAdvice")
        .methods("scheduleAtFixedRate")
        .carries("SchedulingAdvice")
        .methods("scheduleWithFixedDelay")
        .carries("SchedulingAdvice");
  }

  private static void sequentialExecutors(Weave weave) {
    weave
        .type("com.google.common.util.concurrent.SequentialExecutor")
        .methods("execute")
        .takesTask();
    weave
        .type("com.google.common.util.concurrent.SequentialExecutor$QueueWorker")
        .methods("run")
        .beginsWithNothing();
    weave
        .type("com.google.common.util.concurrent.SerializingExecutor") // until 22
        .methods("execute")
        .takesTask();
    weave
        .type("com.google.common.util.concurrent.SerializingExecutor$QueueWorker")
        .methods("run")
        .beginsWithNothing();
    weave
        .type("com.google.common.util.concurrent.SerializingExecutor$TaskRunner") // 18
        .methods("run")
        .beginsWithNothing();
  }
}
