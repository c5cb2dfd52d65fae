package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;

class CallHopTest {
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

  private final DialledChannel plaintext =
      new DialledChannel(DialledTarget.parse("orders:8080"), false, false, false);
  private final Metadata applications = new Metadata();

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
  void takesCallCredentialsForAHeaderOfTheApplication() {
    CallHop hop = hop(true);

    assertThat(hop.header("Authorization")).isNotNull();
    assertThat(hop.header("X-Forwarded-Authorization")).isNull();
    hop.setHeader("Authorization", "Bearer ours");
    hop.setHeader("X-Forwarded-Authorization", "Bearer ours");

    assertThat(hop.headers().containsKey(AUTHORIZATION)).isFalse();
    assertThat(hop.headers().get(key("x-forwarded-authorization"))).isEqualTo("Bearer ours");
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

  private CallHop hop(boolean ownCredentials) {
    return new CallHop(plaintext, "shop.Orders/Place", ownCredentials, applications);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
