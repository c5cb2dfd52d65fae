package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Reactor 3.1 to 3.8: the token of the subscriber follows its chain across {@code publishOn},
 * {@code subscribeOn}, timers, inner publishers and retries.
 *
 * <p>Operators drain queues on whichever thread comes by, so no thread's token is ever used: every
 * operator is assembled with a step that opens its own chain. The steps are where Reactor's hooks
 * would put them, but no hook is used: an application may reset those. Sources that are not
 * assembled operators, the sinks and processors that other users' threads feed, get such a step as
 * subscriber. What an operator does once for many subscribers is done for nobody.
 */
public final class ReactorInstrumentation extends Instrumentation {
  private static final String PUBLISHERS = "reactor.core.publisher.";
  private static final String SUBSCRIBER = "reactor.core.CoreSubscriber";

  private static final String[] FED_ONCE = {
    "MonoProcessor", "NextProcessor", "SinkEmptyMulticast", "SinkOneMulticast",
  };

  /**
   * Companion sources, with which an operator notifies the application's function: the chain itself
   * feeds them.
   */
  private static final String[] FED_BY_THEIR_CHAIN = {
    "FluxRepeatWhen$RepeatWhenOtherSubscriber", "FluxRetryWhen$RetryWhenOtherSubscriber",
  };

  private static final String[] FED = {
    "DirectProcessor",
    "EmitterProcessor",
    "ReplayProcessor",
    "SinkManyBestEffort",
    "SinkManyEmitterProcessor",
    "SinkManyReplayProcessor",
    "SinkManyUnicast",
    "SinkManyUnicastNoBackpressure",
    "TopicProcessor",
    "UnicastManySinkNoBackpressure",
    "UnicastProcessor",
    "WorkQueueProcessor",
  };

  /** Operators that subscribe once, for all who subscribe to them. */
  private static final String[] SHARING = {
    "FluxPublish",
    "FluxReplay",
    "MonoCacheInvalidateIf",
    "MonoCacheInvalidateWhen",
    "MonoCacheTime",
    "NextProcessor",
  };

  /** Where an application's call of {@code subscribe} arrives, in one version or another. */
  private static final String[] ENTRANCES = {
    "FluxLift",
    "FluxLiftFuseable",
    "InternalFluxOperator",
    "InternalMonoOperator",
    "MonoLift",
    "MonoLiftFuseable",
  };

  private static final String[] WRITING_CONTEXTS = {
    "FluxContextStart$ContextStartSubscriber",
    "FluxContextWrite$ContextWriteSubscriber",
    "FluxContextWriteRestoringThreadLocals$ContextWriteRestoringThreadLocalsSubscriber",
    "FluxContextWriteRestoringThreadLocalsFuseable$FuseableContextWriteRestoringThreadLocalsSubscriber",
    "MonoContextWriteRestoringThreadLocals$ContextWriteRestoringThreadLocalsSubscriber",
  };

  public ReactorInstrumentation() {
    super("reactor");
  }

  @Override
  protected void weave(Weave weave) {
    weaveSubscribing(weave);
    weaveSources(weave);
    weaveConnections(weave);
    weaveSharing(weave);
    weaveContexts(weave);
    weaveSchedulers(weave);
  }

  private static void weaveSubscribing(Weave weave) {
    for (String type : new String[] {"Flux", "Mono"}) {
      weave
          .type(PUBLISHERS + type)
          .method("onAssembly", PUBLISHERS + type)
          .carries("AssemblyAdvice")
          .method("subscribe", "org.reactivestreams.Subscriber")
          .carries("BeginAdvice")
          .method("subscribe", "org.reactivestreams.Subscriber")
          .carries("BeginningAdvice");
    }
    for (String entrance : ENTRANCES) {
      weave
          .typeIfItDeclaresAny(PUBLISHERS + entrance)
          .method("subscribe", SUBSCRIBER)
          .carries("BeginAdvice")
          .method("subscribe", SUBSCRIBER)
          .carries("BeginningAdvice");
    }
  }

  private static void weaveSources(Weave weave) {
    for (String source : FED_ONCE) {
      weave
          .typeIfItDeclaresAny(PUBLISHERS + source)
          .method("subscribe", SUBSCRIBER)
          .carries("SubscribeAdvice")
          .method("subscribe", SUBSCRIBER)
          .carries("FedOnceAdvice");
    }
    for (String source : FED_BY_THEIR_CHAIN) {
      weave
          .type(PUBLISHERS + source)
          .method("subscribe", SUBSCRIBER)
          .carries("FedByItselfAdvice")
          .method("subscribeOrReturn", SUBSCRIBER) // in recent versions
          .carries("FedByItselfAdvice");
    }
    for (String source : FED) {
      weave
          .typeIfItDeclaresAny(PUBLISHERS + source)
          .method("subscribe", SUBSCRIBER)
          .carries("SubscribeAdvice")
          .method("subscribe", SUBSCRIBER)
          .carries("FedAdvice");
    }
  }

  /** Those of Reactor Netty. */
  private static void weaveConnections(Weave weave) {
    weave
        .type("reactor.netty.channel.FluxReceive") // what comes in
        .method("subscribe", SUBSCRIBER)
        .carries("SubscribeAdvice");
    weave
        .type("reactor.netty.http.client.HttpClientConnect$MonoHttpConnect") // what goes out
        .method("subscribe", SUBSCRIBER)
        .carries("SubscribeAdvice")
        .method("subscribe", SUBSCRIBER)
        .carries("BeginningAdvice");
  }

  private static void weaveSharing(Weave weave) {
    for (String operator : SHARING) {
      weave.type(PUBLISHERS + operator).constructors().carries("SharingAdvice");
    }
    String source = "org.reactivestreams.Publisher";
    weave
        .typeIfItDeclaresAny(PUBLISHERS + "MonoProcessor") // without a source since 3.4
        .method(Rule.CONSTRUCTOR, source)
        .carries("SharingAdvice")
        .method(Rule.CONSTRUCTOR, source, "reactor.util.concurrent.WaitStrategy")
        .carries("SharingAdvice")
        .method(Rule.CONSTRUCTOR, "reactor.core.CorePublisher")
        .carries("SharingAdvice");
  }

  private static void weaveContexts(Weave weave) {
    for (String subscriber : WRITING_CONTEXTS) {
      weave.type(PUBLISHERS + subscriber).constructors().carries("WriteContextAdvice");
    }
    String consumer = "java.util.function.Consumer";
    for (String subscriber : new String[] {"LambdaSubscriber", "LambdaMonoSubscriber"}) {
      weave
          .typeIfItDeclaresAny(PUBLISHERS + subscriber)
          .method(
              Rule.CONSTRUCTOR,
              consumer,
              consumer,
              "java.lang.Runnable",
              consumer,
              "reactor.util.context.Context")
          .carries("GiveContextAdvice");
    }
  }

  private static void weaveSchedulers(Weave weave) {
    for (String task :
        new String[] {
          "SchedulerTask",
          "WorkerTask",
          "ExecutorScheduler$ExecutorPlainRunnable",
          "ExecutorScheduler$ExecutorTrackedRunnable"
        }) {
      weave.type("reactor.core.scheduler." + task).constructors().carries("TaskAdvice");
    }
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"reactor.core.", "reactor.util."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"reactor.*"};
  }

  /** Its connections subscribe to chains, and give them what comes in. */
  @Override
  public String[] standsOn() {
    return new String[] {"reactor.netty."};
  }
}
