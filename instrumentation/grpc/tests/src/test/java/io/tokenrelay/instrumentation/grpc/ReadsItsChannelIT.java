package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.lang.reflect.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the agent must know of a channel can be read from the channel of each version. */
class ReadsItsChannelIT {

  @ParameterizedTest
  @EnumSource(names = {"NETTY", "NETTY_SHADED"})
  void seesWhereAPlaintextChannelGoes(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());

    DialledChannel dialled =
        read(transport.channel("orders.example.com:8080").overrideAuthority("friend"));

    assertThat(dialled.target().host()).isEqualTo("orders.example.com");
    assertThat(dialled.target().port()).isEqualTo(8080);
    assertThat(dialled.isEncrypted()).isFalse();
    assertThat(dialled.isInProcess()).isFalse();
    assertThat(dialled.hasCredentials()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"NETTY", "NETTY_SHADED"})
  void seesThatAChannelIsEncrypted(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    DialledChannel dialled;
    try {
      dialled = read(transport.builder("dns:///orders.example.com:8443"));
    } catch (RuntimeException noTlsProvider) {
      abort("no TLS here: " + noTlsProvider);
      return;
    }

    assertThat(dialled.target().host()).isEqualTo("orders.example.com");
    assertThat(dialled.target().port()).isEqualTo(8443);
    assertThat(dialled.isEncrypted()).isTrue();
  }

  /** Since 1.35 a channel may be given what it is encrypted with. */
  @ParameterizedTest
  @EnumSource(names = {"NETTY", "NETTY_SHADED", "OKHTTP"})
  void seesWhetherTheCredentialsOfAChannelEncryptIt(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());

    assertThat(read(withCredentials(transport, "io.grpc.TlsChannelCredentials")).isEncrypted())
        .isTrue();
    assertThat(read(withCredentials(transport, "io.grpc.InsecureChannelCredentials")).isEncrypted())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_PROCESS", "IN_PROCESS_DIRECT"})
  void seesThatAChannelStaysInTheProcess(Transport transport) throws Exception {
    DialledChannel dialled = read(transport.channel("orders"));

    assertThat(dialled.isInProcess()).isTrue();
  }

  private static ManagedChannelBuilder<?> withCredentials(Transport transport, String credentials)
      throws Exception {
    try {
      Class<?> type = Class.forName("io.grpc.ChannelCredentials");
      return (ManagedChannelBuilder<?>)
          transport
              .channelBuilder()
              .getMethod("forTarget", String.class, type)
              .invoke(
                  null,
                  "orders.example.com:8443",
                  Class.forName(credentials).getMethod("create").invoke(null));
    } catch (ClassNotFoundException notInThisVersion) {
      return abort(notInThisVersion.getMessage() + " is not in this version");
    }
  }

  private static DialledChannel read(ManagedChannelBuilder<?> builder) throws Exception {
    ManagedChannel channel = builder.build();
    try {
      return DialledChannel.of(realChannel(channel));
    } finally {
      channel.shutdownNow();
    }
  }

  private static Object realChannel(ManagedChannel channel) throws Exception {
    Object inner = channel;
    while (!inner.getClass().getName().equals("io.grpc.internal.ManagedChannelImpl")) {
      inner = field(inner, "delegate");
    }
    inner = field(inner, "interceptorChannel");
    while (!inner.getClass().getName().endsWith("$RealChannel")) {
      inner = field(inner, "channel"); // gRPC's own interceptors, in some versions
    }
    return inner;
  }

  private static Object field(Object object, String name) throws Exception {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
      } catch (NoSuchFieldException inheritedPerhaps) {
        // goes on with the superclass
      }
    }
    throw new NoSuchFieldException(name);
  }
}
