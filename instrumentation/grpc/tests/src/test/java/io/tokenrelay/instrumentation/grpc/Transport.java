package io.tokenrelay.instrumentation.grpc;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.UUID;

/**
 * The transports that the suites run over. Found by name: what they are called has been the same in
 * all versions, but not what their methods return.
 */
enum Transport {
  NETTY("io.grpc.netty.Netty"),
  NETTY_SHADED("io.grpc.netty.shaded.io.grpc.netty.Netty"),
  /** Its servers came late; it is tested as a client, of Netty's. */
  OKHTTP("io.grpc.okhttp.OkHttp"),
  IN_PROCESS("io.grpc.inprocess.InProcess"),
  IN_PROCESS_DIRECT("io.grpc.inprocess.InProcess");

  private final String prefix;

  Transport(String prefix) {
    this.prefix = prefix;
  }

  boolean isInProcess() {
    return this == IN_PROCESS || this == IN_PROCESS_DIRECT;
  }

  boolean isPresent() {
    try {
      channelBuilder();
      type();
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** A class of the artifact that serves it. */
  Class<?> type() throws ClassNotFoundException {
    return Class.forName((this == OKHTTP ? NETTY : this).prefix + "ServerBuilder");
  }

  /** A server that is about to be built, and the name by which it can be dialled. */
  static final class Site {
    final ServerBuilder<?> builder;
    private final String name;

    Site(ServerBuilder<?> builder, String name) {
      this.builder = builder;
      this.name = name;
    }

    /** Its address as a part of the estate. */
    String address(Server server) {
      return name.isEmpty() ? "127.0.0.1:" + server.getPort() : name;
    }
  }

  Site site() throws ReflectiveOperationException {
    return site(0);
  }

  Site site(int port) throws ReflectiveOperationException {
    if (isInProcess()) {
      String name = UUID.randomUUID().toString();
      ServerBuilder<?> builder =
          (ServerBuilder<?>) type().getMethod("forName", String.class).invoke(null, name);
      if (this == IN_PROCESS_DIRECT) {
        builder.directExecutor();
      }
      return new Site(builder, name);
    }
    SocketAddress address = new InetSocketAddress("127.0.0.1", port);
    return new Site(
        (ServerBuilder<?>)
            type().getMethod("forAddress", SocketAddress.class).invoke(null, address),
        "");
  }

  /** A plaintext channel, or one in this process. */
  ManagedChannelBuilder<?> channel(String address) throws ReflectiveOperationException {
    ManagedChannelBuilder<?> builder = builder(address);
    if (this == IN_PROCESS_DIRECT) {
      builder.directExecutor();
    }
    return isInProcess() ? builder : plaintext(builder);
  }

  /** A channel as it is when nothing is said of it: encrypted, or in this process. */
  ManagedChannelBuilder<?> builder(String address) throws ReflectiveOperationException {
    return (ManagedChannelBuilder<?>)
        channelBuilder()
            .getMethod(isInProcess() ? "forName" : "forTarget", String.class)
            .invoke(null, address);
  }

  Class<?> channelBuilder() throws ClassNotFoundException {
    return Class.forName(prefix + "ChannelBuilder");
  }

  private static ManagedChannelBuilder<?> plaintext(ManagedChannelBuilder<?> builder)
      throws ReflectiveOperationException {
    try {
      builder.getClass().getMethod("usePlaintext").invoke(builder);
    } catch (NoSuchMethodException before1_11) {
      builder.getClass().getMethod("usePlaintext", boolean.class).invoke(builder, true);
    }
    return builder;
  }
}
