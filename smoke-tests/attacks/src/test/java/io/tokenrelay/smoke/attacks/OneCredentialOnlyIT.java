package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tokenrelay.smoke.Jdk;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request has one credential, and it is what it says. Two that differ in anything are none; a
 * token that is bound to a key is no plain bearer token; what is exempt for one protocol is not for
 * another; and nobody escapes the price of junk by naming other addresses, nor makes others pay.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneCredentialOnlyIT {
  private static final int FAILURES = 5;

  /** As many times as one address all that a proxy forwards may fail. */
  private static final int FORWARDED = 20;

  private static final String ALICE = "Authorization: Bearer " + Users.tokenOf("alice");
  private static final String BOB = "Authorization: Bearer " + Users.tokenOf("bob");
  private static final String BASIC = "Authorization: Basic YWxpY2U6c2VjcmV0";

  private final AtomicInteger forgeries = new AtomicInteger();
  private final Program program =
      Program.start(
          Jdk.running(),
          "Door",
          Program.issuer(
              "-Dtokenrelay.mode=enforce",
              "-Dtokenrelay.rate-limit.failures=" + FAILURES + "/h burst=" + FAILURES));

  OneCredentialOnlyIT() throws Exception {}

  @AfterAll
  void end() {
    program.close();
  }

  static Stream<Arguments> severalCredentials() {
    String token = ALICE.substring("Authorization: ".length());
    return Stream.of(
        Arguments.of("two users", List.of(ALICE, BOB)),
        Arguments.of("Basic first", List.of(BASIC, ALICE)),
        Arguments.of("Basic last", List.of(ALICE, BASIC)),
        Arguments.of("an empty line first", List.of("Authorization:", ALICE)),
        Arguments.of("an empty line last", List.of(ALICE, "Authorization: ")),
        Arguments.of("another case", List.of(ALICE, ALICE.replace("Bearer", "bearer"))),
        Arguments.of("a line apart", List.of(ALICE, "X-Odd: 1", BOB)),
        Arguments.of("joined by a proxy", List.of(ALICE + ", " + token)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("severalCredentials")
  void severalCredentialsAreNone(String how, List<String> headers) throws Exception {
    assertThat(get(headers)).isEqualTo(400);
  }

  @Test
  void theSameCredentialTwiceIsOne() throws Exception {
    assertThat(get(List.of(ALICE))).isEqualTo(200);
    assertThat(get(List.of(ALICE, ALICE))).isEqualTo(200);
  }

  @Test
  void anotherSchemeIsNoToken() throws Exception {
    assertThat(get(List.of(BASIC))).isEqualTo(401);
    assertThat(get(List.of(ALICE.replace("Bearer", "Basic")))).isEqualTo(401);
  }

  @Test
  void aTokenThatIsBoundToAKeyIsNoPlainBearerToken() throws Exception {
    String bound =
        Users.ISSUER.tokenSaying(
            "alice", "\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}");

    assertThat(get(List.of("Authorization: Bearer " + bound))).isEqualTo(401);
  }

  @Test
  void ofSeveralCredentialsNoneIsRelayedWhereNothingIsEnforced() throws Exception {
    try (World world = new World();
        Program service =
            Program.start(
                Jdk.running(),
                "WhoseWork",
                Program.issuer(
                    "-Dworld.url=" + world.urlAt(World.ESTATE),
                    "-Dtokenrelay.capture.sources=authorization,cookie:planted"))) {
      String act = "/honest/submit?owner=alice";
      String planted = "Cookie: planted=" + Users.tokenOf("bob");

      assertThat(RawRequest.get(service.port(), act, ALICE, ALICE).body()).endsWith("alice");
      assertThat(RawRequest.get(service.port(), act, ALICE, BOB).body()).endsWith(NOBODY);
      assertThat(RawRequest.get(service.port(), act, BASIC, ALICE).body()).endsWith(NOBODY);
      assertThat(RawRequest.get(service.port(), act, ALICE, planted).body()).endsWith(NOBODY);
      assertThat(RawRequest.get(service.port(), act, planted).body()).endsWith("bob");
    }
  }

  /** Not even a part of one, wherever it turns up: that is looked for when the program ends. */
  @Test
  void aTokenInAnOddPlaceIsNotLogged() throws Exception {
    String token = Users.ISSUER.token("alice");
    String signature = token.substring(token.lastIndexOf('.'));
    for (String headers :
        new String[] {
          "X-Odd: 1",
          "Authorization: " + token,
          "Authorization: Bearer Bearer " + token,
          "Authorization: Bearer " + token + signature,
          "Authorization: Bearer " + token + "." + token,
          "Authorization: DPoP " + token,
          "Authorization: Basic " + token,
          "X-Forwarded-For: " + token,
          "X-Forwarded-Host: " + token + "/admin?",
          "Forwarded: for=" + token,
          "Origin: https://" + token,
        }) {
      for (String path :
          new String[] {
            "/orders", "/" + token, "/a/../" + token, "/;" + token, "/orders?access_token=" + token
          }) {
        assertThat(RawRequest.get(program.port(), path, headers).status()).isIn(400, 401);
      }
    }
  }

  @Test
  void whatIsExemptForGrpcIsNotForHttp() throws Exception {
    assertThat(program.status("/grpc.health.v1.Health", null)).isEqualTo(401);
    assertThat(program.status("/grpc.health.v1.Health/users/42", null)).isEqualTo(401);
  }

  @Test
  void whatIsExemptForHttpIsNotForGrpc() throws Exception {
    List<String> options =
        Program.issuer(
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.capture.exclude-paths=/shop.Pricing/**,/shop.Pricing/PriceOf");
    try (Program pricing =
        Program.start(
            Jdk.running(), "services/pricing", "com.example.shop.pricing.Pricing", options)) {
      assertThat(priceAt(pricing.port(), NOBODY)).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(priceAt(pricing.port(), "alice")).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void whoeverNamesOtherAddressesPaysForAllOfThem() throws Exception {
    String proxy = "127.0.0.2";
    for (int i = 0; i < FAILURES * FORWARDED; i++) {
      assertThat(forged(proxy, "203.0.113." + i)).isEqualTo(401);
    }

    assertThat(forged(proxy, "198.51.100.1")).isEqualTo(429);
    assertThat(forged(proxy, "198.51.100.2, 198.51.100.3")).isEqualTo(429);
  }

  @Test
  void nobodyMakesThosePayWhoComeByAnotherWay() throws Exception {
    String victim = "198.51.100.7";
    for (int i = 0; i < FAILURES; i++) {
      assertThat(forged("127.0.0.3", victim)).isEqualTo(401);
    }
    assertThat(forged("127.0.0.3", victim)).isEqualTo(429);
    assertThat(forged("127.0.0.3", "192.0.2.1, " + victim)).isEqualTo(429);

    String token = "Authorization: Bearer " + Users.ISSUER.tokenSaying("victim", "\"jti\":\"1\"");
    assertThat(getFrom("127.0.0.4", List.of(token, "X-Forwarded-For: " + victim))).isEqualTo(200);
  }

  private int forged(String proxy, String forwardedFor) throws Exception {
    String token =
        "Authorization: Bearer "
            + Users.ISSUER.forgedToken("mallory" + forgeries.incrementAndGet());
    return getFrom(proxy, List.of(token, "X-Forwarded-For: " + forwardedFor));
  }

  private int get(List<String> headers) throws Exception {
    return getFrom("127.0.0.1", headers);
  }

  private int getFrom(String peer, List<String> headers) throws Exception {
    return RawRequest.getFrom(peer, program.port(), "/orders", headers.toArray(new String[0]))
        .status();
  }

  private static Status.Code priceAt(int port, String user) {
    MethodDescriptor<byte[], byte[]> priceOf =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Pricing/PriceOf")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
    try {
      ClientCalls.blockingUnaryCall(
          ClientInterceptors.intercept(
              channel, MetadataUtils.newAttachHeadersInterceptor(headersOf(user))),
          priceOf,
          CallOptions.DEFAULT,
          new byte[0]);
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private static Metadata headersOf(String user) {
    Metadata headers = new Metadata();
    String token = Users.tokenOf(user);
    if (token != null) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    return headers;
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (java.io.IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
    }
  }
}
