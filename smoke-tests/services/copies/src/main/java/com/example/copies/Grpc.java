package com.example.copies;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A gRPC service in this copy that says whose token it was called with, and a channel to it. */
final class Grpc implements Stoppable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> CALLER = Context.key("caller");
  private static final MethodDescriptor<String, String> ASK =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("copies.Copies/Ask")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  private final String name = InProcessServerBuilder.generateName();
  private final Server server;
  private final ManagedChannel channel;

  Grpc() {
    try {
      server =
          InProcessServerBuilder.forName(name)
              .addService(
                  ServerInterceptors.intercept(
                      ServerServiceDefinition.builder("copies.Copies")
                          .addMethod(
                              ASK,
                              ServerCalls.asyncUnaryCall(
                                  (question, answer) -> {
                                    answer.onNext(Bearer.subjectOf(CALLER.get()));
                                    answer.onCompleted();
                                  }))
                          .build(),
                      new Caller()))
              .build()
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    channel = InProcessChannelBuilder.forName(name).build();
  }

  String call() {
    return ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "who?");
  }

  @Override
  public void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** Puts the header where the service finds it. */
  private static final class Caller implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return Contexts.interceptCall(
          Context.current().withValue(CALLER, headers.get(AUTHORIZATION)), call, headers, next);
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = stream.read(); next >= 0; next = stream.read()) {
          bytes.write(next);
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
