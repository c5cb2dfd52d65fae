package io.tokenrelay.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs code as if a caller had asked for it: each run is a call with the caller's token to a gRPC
 * server in this JVM, and the code is what its method does.
 */
final class GrpcCallers {
  private final ConcurrentMap<String, Work<?>> work = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Server server;
  private final ManagedChannel channel;

  GrpcCallers(Transport transport) throws Exception {
    Transport.Site site = transport.site();
    site.builder.addService(
        ServerServiceDefinition.builder(Methods.FRONT)
            .addMethod(Methods.RUN, ServerCalls.asyncUnaryCall(this::run))
            .build());
    server = site.builder.build().start();
    channel = transport.channel(site.address(server)).build();
  }

  /** Runs the code in a call with this token, or without one when it is null. */
  <T> T as(String token, Callable<T> code) throws Exception {
    String id = Long.toString(ids.incrementAndGet());
    Work<T> asked = new Work<>(code);
    work.put(id, asked);
    ClientCalls.blockingUnaryCall(with(channel, token), Methods.RUN, CallOptions.DEFAULT, id);
    return asked.result();
  }

  /** A channel whose calls have this token as the application's own header. */
  static Channel with(Channel channel, String token) {
    if (token == null) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(Methods.AUTHORIZATION, "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private void run(String id, StreamObserver<String> answer) {
    work.remove(id).run();
    answer.onNext("done");
    answer.onCompleted();
  }

  /** Not a FutureTask: the agent would carry the context of the thread that made it. */
  private static final class Work<T> {
    private final Callable<T> code;
    private volatile T result;
    private volatile Exception failure;

    Work(Callable<T> code) {
      this.code = code;
    }

    void run() {
      try {
        result = Context.ROOT.call(code); // what it starts may outlive the call
      } catch (Exception thrown) {
        failure = thrown;
      }
    }

    T result() throws Exception {
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }
}
