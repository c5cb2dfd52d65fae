package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With {@code tokenrelay.mode=enforce}: an execution of its own. */
@Timeout(180)
class EnforcesOnGrpcIT {
  private final TestIssuer issuer = TestIssuer.load();
  private final AtomicInteger served = new AtomicInteger();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    Transport.Site site = Transport.NETTY.site();
    site.builder.addService(service(Methods.SERVICE, Methods.WHO));
    site.builder.addService(service(Methods.HEALTH, Methods.CHECK));
    site.builder.addService(service(Methods.FRONT, Methods.RUN));
    server = site.builder.build().start();
    channel = Transport.NETTY.channel(site.address(server)).build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    AgentLog.assertHoldsNoToken();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(ManagedChannel.class);
  }

  @Test
  void servesACallWithAValidToken() {
    assertThat(call(Methods.WHO, "Bearer " + issuer.token("alice"))).isEqualTo(Code.OK);
    assertThat(served).hasValue(1);
  }

  @Test
  void refusesACallThatItsTokenDoesNotPermit() {
    assertThat(call(Methods.WHO)).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call(Methods.WHO, "Bearer " + issuer.forgedToken("mallory")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call(Methods.WHO, "Bearer " + issuer.expiredToken("mallory")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call(Methods.WHO, "Bearer " + issuer.tokenForAnotherAudience("mallory")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call(Methods.WHO, "Bearer " + issuer.tokenOfAnotherIssuer("mallory")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call(Methods.WHO, "Bearer a b")).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            call(
                Methods.WHO,
                "Bearer " + issuer.token("alice"),
                "Bearer " + issuer.token("mallory")))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(served).hasValue(0);
  }

  /** The suites run with a rate of 100 an hour: 200 at once, and then hardly one. */
  @Test
  void turnsAwayAnAddressThatSendsTooManyForgedTokens() {
    String token = issuer.token("mallory");
    for (int i = 1; i <= 200; i++) {
      assertThat(callFrom("203.0.113.7", TestIssuer.damaged(token, i)))
          .isEqualTo(Code.UNAUTHENTICATED);
    }
    assertThat(callFrom("203.0.113.7", TestIssuer.damaged(token, 201)))
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(callFrom("203.0.113.8", TestIssuer.damaged(token, 202)))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(callFrom("203.0.113.8", token)).isEqualTo(Code.OK);
    assertThat(callFrom("203.0.113.7", token)).isEqualTo(Code.OK);
    assertThat(served).hasValue(2);
  }

  @Test
  void readsTheTokenFromOtherMetadataToo() {
    String alice = issuer.token("alice");
    assertThat(call("x-estate-token", "Token " + alice)).isEqualTo(Code.OK);
    assertThat(call("cookie", "a=b; estate=" + alice)).isEqualTo(Code.OK);
    assertThat(call("x-estate-token", "Token " + issuer.forgedToken("mallory")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(call("x-estate-token", "Token " + alice, "cookie", "estate=" + issuer.token("bob")))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(served).hasValue(2);
  }

  @Test
  void asksForTheScopesOfAMethod() {
    assertThat(call(Methods.RUN, "Bearer " + issuer.token("alice")))
        .isEqualTo(Code.PERMISSION_DENIED);
    assertThat(served).hasValue(0);
    assertThat(call(Methods.RUN, "Bearer " + issuer.tokenSaying("alice", "\"scope\":\"run walk\"")))
        .isEqualTo(Code.OK);
  }

  @Test
  void sendsNobodyAwayForGoodWhileTheKeysCannotBeHad() {
    String token = issuer.tokenOfAnIssuerThatIsDown("alice");
    assertThat(call(Methods.WHO, "Bearer " + token)).isEqualTo(Code.UNAVAILABLE);
    assertThat(call(Methods.CHECK, "Bearer " + token)).isEqualTo(Code.OK);
    assertThat(served).hasValue(1);
  }

  @Test
  void saysNothingOfTheToken() {
    String token = issuer.expiredToken("mallory");
    try {
      ClientCalls.blockingUnaryCall(
          GrpcCallers.with(channel, token), Methods.WHO, CallOptions.DEFAULT, "");
    } catch (StatusRuntimeException refused) {
      assertThat(refused.toString()).doesNotContain("eyJ").doesNotContain("mallory");
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void neverRefusesAHealthCheck() {
    assertThat(call(Methods.CHECK)).isEqualTo(Code.OK);
    assertThat(call(Methods.CHECK, "Bearer " + issuer.expiredToken("mallory"))).isEqualTo(Code.OK);
    assertThat(served).hasValue(2);
  }

  private Code call(MethodDescriptor<String, String> method, String... authorization) {
    Metadata headers = new Metadata();
    for (String value : authorization) {
      headers.put(Methods.AUTHORIZATION, value);
    }
    return call(method, headers);
  }

  /** A call with metadata of these names and values. */
  private Code call(String... namesAndValues) {
    Metadata headers = new Metadata();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(
          Metadata.Key.of(namesAndValues[i], Metadata.ASCII_STRING_MARSHALLER),
          namesAndValues[i + 1]);
    }
    return call(Methods.WHO, headers);
  }

  private Code callFrom(String address, String token) {
    return call("authorization", "Bearer " + token, "x-forwarded-for", address);
  }

  private Code call(MethodDescriptor<String, String> method, Metadata headers) {
    Channel with =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      ClientCalls.blockingUnaryCall(with, method, CallOptions.DEFAULT, "");
      return Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    }
  }

  private ServerServiceDefinition service(String name, MethodDescriptor<String, String> method) {
    return ServerServiceDefinition.builder(name)
        .addMethod(method, ServerCalls.asyncUnaryCall(this::serve))
        .build();
  }

  private void serve(String request, StreamObserver<String> answer) {
    served.incrementAndGet();
    answer.onNext("served");
    answer.onCompleted();
  }
}
