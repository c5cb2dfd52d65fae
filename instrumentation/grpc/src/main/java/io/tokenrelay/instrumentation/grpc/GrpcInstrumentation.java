package io.tokenrelay.instrumentation.grpc;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * gRPC 1.6 and later, servers and clients. Loaded by the agent loader at start.
 *
 * <p>The names below are the same from 1.6.0 to 1.85.1, in whichever artifact: all in {@code
 * grpc-core}, except that {@code SynchronizationContext} (since 1.17; {@code ChannelExecutor}
 * before) may be in {@code grpc-api}.
 */
public final class GrpcInstrumentation extends Instrumentation {
  private static final String REAL_CHANNEL = "io.grpc.internal.ManagedChannelImpl$RealChannel";
  private static final String SERVER = "io.grpc.internal.ServerImpl";
  private static final String SERVER_LISTENER =
      "io.grpc.internal.ServerCallImpl$ServerStreamListenerImpl";
  private static final String CLIENT_LISTENER =
      "io.grpc.internal.ClientCallImpl$ClientStreamListenerImpl";

  public GrpcInstrumentation() {
    super("grpc");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsOver() {
    return new String[] {"io.netty.", "io.grpc."};
  }

  @Override
  protected void weave(Weave weave) {
    calls(weave);
    callbacks(weave);
    answers(weave);
    workForOthers(weave);
  }

  private static void calls(Weave weave) {
    weave.type(SERVER).constructors().receives("ServerAdvice");
    weave
        .type(REAL_CHANNEL)
        .method("newCall", "io.grpc.MethodDescriptor", "io.grpc.CallOptions")
        .with("NewCallAdvice");
    weave
        .type("io.grpc.Context")
        .method("wrap", "java.lang.Runnable")
        .carries("WrapRunnableAdvice")
        .method("wrap", "java.util.concurrent.Callable")
        .carries("WrapCallableAdvice");
  }

  private static void callbacks(Weave weave) {
    weave
        .type(SERVER_LISTENER)
        .methods("messagesAvailable")
        .receives("ServerCallbackAdvice")
        .methods("halfClosed")
        .receives("ServerCallbackAdvice")
        .methods("closed")
        .receives("ServerCallbackAdvice")
        .methods("onReady")
        .receives("ServerCallbackAdvice")
        .methods("triggerEvent") // in recent versions
        .receives("ServerCallbackAdvice");
  }

  /** Any thread may answer a call: the application's interceptors and marshallers work for it. */
  private static void answers(Weave weave) {
    weave
        .type("io.grpc.stub.ServerCalls$ServerCallStreamObserverImpl")
        .constructors()
        .makesSharedAnswer()
        .methods("onNext")
        .answers()
        .methods("onError")
        .answers()
        .methods("onCompleted")
        .answers();
  }

  /** Here any thread may do work for other calls, and must not lend them its snapshot. */
  private static void workForOthers(Weave weave) {
    weave.type("io.grpc.SynchronizationContext").method("drain").beginsWithNothing();
    weave.type("io.grpc.internal.ChannelExecutor").method("drain").beginsWithNothing();
    weave
        .type("io.grpc.Context$ExecutableListener") // whoever cancels the context runs it
        .method("run")
        .beginsWithNothing();
    weave
        .type(SERVER + "$ServerTransportListenerImpl")
        .methods("streamCreated")
        .beginsWithNothing();
    weave
        .type(SERVER + "$JumpToApplicationThreadServerStreamListener")
        .methods("messagesAvailable")
        .beginsWithNothing()
        .methods("halfClosed")
        .beginsWithNothing()
        .methods("closed")
        .beginsWithNothing()
        .methods("onReady")
        .beginsWithNothing()
        .methods("triggerEvent")
        .beginsWithNothing();
    weave
        .type(CLIENT_LISTENER)
        .methods("headersRead")
        .beginsWithNothing()
        .methods("messagesAvailable")
        .beginsWithNothing()
        .methods("closed")
        .beginsWithNothing()
        .methods("onReady")
        .beginsWithNothing();
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"io.grpc."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"io.grpc.*"};
  }
}
