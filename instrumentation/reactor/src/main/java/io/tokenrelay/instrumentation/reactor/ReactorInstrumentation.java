package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Reactor 3.1 to 3.8: the token of the subscriber follows its chain across {@code publishOn},
 * {@code subscribeOn}, timers, inner publishers and retries.
 *
 * <p>Operators drain queues on whichever thread comes by, so no thread's token is ever used: every
 * operator is assembled with a step that opens its own chain's. The steps are put where Reactor's
 * hooks would put them, but not by a hook: an application resets those. Sources that are no
 * assembled operators, the sinks and processors that other users' threads feed, are subscribed to
 * by such a step.
 */
public final class ReactorInstrumentation extends Instrumentation {
  private static final String[] FED_FROM_OUTSIDE = {
    "DirectProcessor",
    "EmitterProcessor",
    "MonoProcessor",
    "NextProcessor",
    "ReplayProcessor",
    "SinkEmptyMulticast",
    "SinkManyBestEffort",
    "SinkManyEmitterProcessor",
    "SinkManyReplayProcessor",
    "SinkManyUnicast",
    "SinkManyUnicastNoBackpressure",
    "SinkOneMulticast",
    "TopicProcessor",
    "UnicastProcessor",
    "WorkQueueProcessor",
  };

  public ReactorInstrumentation() {
    super("reactor");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("reactor.core.publisher.Flux")
        .method("onAssembly", "reactor.core.publisher.Flux")
        .with("AssemblyAdvice");
    weave
        .type("reactor.core.publisher.Mono")
        .method("onAssembly", "reactor.core.publisher.Mono")
        .with("AssemblyAdvice");
    for (String source : FED_FROM_OUTSIDE) {
      weave
          .typeOfSomeVersions("reactor.core.publisher." + source)
          .method("subscribe", "reactor.core.CoreSubscriber")
          .with("SubscribeAdvice");
    }
    weave
        .type("reactor.netty.channel.FluxReceive") // what comes in on a connection of Reactor Netty
        .method("subscribe", "reactor.core.CoreSubscriber")
        .with("SubscribeAdvice");
    for (String task :
        new String[] {
          "SchedulerTask",
          "WorkerTask",
          "ExecutorScheduler$ExecutorPlainRunnable",
          "ExecutorScheduler$ExecutorTrackedRunnable"
        }) {
      weave.type("reactor.core.scheduler." + task).constructors().with("TaskAdvice");
    }
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"reactor.core."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"reactor.*"};
  }
}
