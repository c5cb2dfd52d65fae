package io.tokenrelay.smoke;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands in front of a gRPC service, notes what arrives and hands it on as it is. */
final class GrpcObserver extends HandlerRegistry implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TRANSACTION =
      Metadata.Key.of("txn-token", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> USER_AGENT =
      Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);

  private final String service;
  private final Bearers bearers;
  private final Consumer<Sighting> notebook;
  private final Server server;
  private volatile @Nullable ManagedChannel target;

  GrpcObserver(String service, Bearers bearers, Consumer<Sighting> notebook) throws IOException {
    this.service = service;
    this.bearers = bearers;
    this.notebook = notebook;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .fallbackHandlerRegistry(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  void handOnTo(int port) {
    target =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .usePlaintext()
            .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
    ManagedChannel channel = target;
    if (channel != null) {
      channel.shutdownNow();
    }
  }

  /** Every method of every service, all of them unary and of strings. */
  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
    MethodDescriptor.Marshaller<String> strings = new StringMarshaller();
    MethodDescriptor<String, String> method =
        MethodDescriptor.newBuilder(strings, strings)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(name)
            .build();
    return ServerMethodDefinition.create(
        method, (call, headers) -> noteAndHandOn(method, call, headers));
  }

  private ServerCall.Listener<String> noteAndHandOn(
      MethodDescriptor<String, String> method, ServerCall<String, String> call, Metadata headers) {
    ServerCallHandler<String, String> handler =
        ServerCalls.asyncUnaryCall(
            (item, answer) -> {
              note(item, headers);
              ClientCalls.asyncUnaryCall(
                  ClientInterceptors.intercept(
                          target, MetadataUtils.newAttachHeadersInterceptor(credentials(headers)))
                      .newCall(method, CallOptions.DEFAULT),
                  item,
                  answer);
            });
    return handler.startCall(call, headers);
  }

  private void note(String item, Metadata headers) {
    String caller = headers.get(USER_AGENT);
    notebook.accept(
        new Sighting(
            service,
            item,
            caller == null ? "unnamed" : caller,
            read(headers, AUTHORIZATION),
            read(headers, TRANSACTION),
            bytes(headers, AUTHORIZATION) + bytes(headers, TRANSACTION)));
  }

  private static int bytes(Metadata headers, Metadata.Key<String> name) {
    return values(headers, name).stream()
        .mapToInt(value -> name.name().length() + value.length() + 4)
        .sum();
  }

  private List<Bearer> read(Metadata headers, Metadata.Key<String> name) {
    return values(headers, name).stream().map(bearers::read).toList();
  }

  private static Metadata credentials(Metadata headers) {
    Metadata credentials = new Metadata();
    values(headers, AUTHORIZATION).forEach(value -> credentials.put(AUTHORIZATION, value));
    values(headers, TRANSACTION).forEach(value -> credentials.put(TRANSACTION, value));
    return credentials;
  }

  private static List<String> values(Metadata headers, Metadata.Key<String> name) {
    List<String> values = new ArrayList<>();
    Iterable<String> all = headers.getAll(name);
    if (all != null) {
      all.forEach(values::add);
    }
    return values;
  }
}
