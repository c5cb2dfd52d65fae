package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CallHopTest {
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

  private final DialledChannel plaintext =
      new DialledChannel(DialledTarget.parse("orders:8080"), false, false, false);
  private final Metadata applications = new Metadata();
  private String authority;

  @Test
  void neverWritesToTheApplicationsMetadata() {
    applications.put(key("x-tenant"), "42");
    CallHop hop = hop(false);

    hop.setHeader("Authorization", "Bearer ours");

    assertThat(applications.containsKey(AUTHORIZATION)).isFalse();
    assertThat(hop.headers().getAll(AUTHORIZATION)).containsExactly("Bearer ours");
    assertThat(hop.headers().get(key("x-tenant"))).isEqualTo("42");
  }

  @Test
  void writesOneValueInPlaceOfAll() {
    applications.put(AUTHORIZATION, "Bearer one");
    applications.put(AUTHORIZATION, "Bearer two");
    CallHop hop = hop(false);

    hop.setHeader("authorization", "Bearer ours");

    assertThat(hop.headers().getAll(AUTHORIZATION)).containsExactly("Bearer ours");
  }

  @Test
  void copiesNothingWhenNothingIsWritten() {
    assertThat(hop(false).headers()).isSameAs(applications);
  }

  @Test
  void saysWhetherTheCallHasCredentials() {
    assertThat(hop(true).hasCredentials()).isTrue();
    assertThat(hop(true).header("Authorization")).isNull();
    assertThat(hop(false).hasCredentials()).isFalse();
  }

  @Test
  void readsHeadersWithoutRegardToCase() {
    applications.put(AUTHORIZATION, "Bearer theirs");

    assertThat(hop(false).header("AUTHORIZATION")).isEqualTo("Bearer theirs");
    assertThat(hop(false).header("data-bin")).isNull();
    assertThat(hop(false).header("no name")).isNull();
  }

  @Test
  void saysWhereTheCallGoes() {
    CallHop hop = hop(false);

    assertThat(hop.scheme()).isEqualTo("http");
    assertThat(hop.host()).isEqualTo("orders");
    assertThat(hop.port()).isEqualTo(8080);
    assertThat(hop.path()).isEqualTo("/shop.Orders/Place");
    assertThat(hop.isGrpc()).isTrue();
    assertThat(hop.isConnected()).isFalse();
  }

  @Test
  void saysWhatTheApplicationCallsTheServer() {
    assertThat(hop(false).authorities()).isEmpty();
    authority = "shop.example";
    assertThat(hop(false).authorities()).containsExactly("shop.example");
  }

  @Test
  void saysWhetherTheClientGoesOnToSendMessages() {
    for (MethodDescriptor.MethodType type : MethodDescriptor.MethodType.values()) {
      boolean one =
          type == MethodDescriptor.MethodType.UNARY
              || type == MethodDescriptor.MethodType.SERVER_STREAMING;
      assertThat(hop(type, false).isStreamed()).as(type.name()).isEqualTo(!one);
    }
  }

  private CallHop hop(boolean ownCredentials) {
    return hop(MethodDescriptor.MethodType.UNARY, ownCredentials);
  }

  private CallHop hop(MethodDescriptor.MethodType type, boolean ownCredentials) {
    MethodDescriptor<?, ?> method =
        MethodDescriptor.<String, String>newBuilder()
            .setType(type)
            .setFullMethodName("shop.Orders/Place")
            .setRequestMarshaller(new NoText())
            .setResponseMarshaller(new NoText())
            .build();
    return new CallHop(plaintext, method, ownCredentials, authority, applications);
  }

  private static final class NoText implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
