package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.auth.MoreCallCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What servers and stubs of gRPC must do with the caller's token, over each transport. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RelaysOverGrpc {
  private static final boolean UPGRADES = Boolean.getBoolean("tokenrelay.propagation.upgrades");
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int CALLS_PER_THREAD = 250;

  final Transport transport;
  final TestIssuer issuer = TestIssuer.load();
  Users users;
  GrpcCallers callers;
  ManagedChannel channel;

  RelaysOverGrpc(Transport transport) {
    this.transport = transport;
  }

  @BeforeAll
  void start() throws Exception {
    Assumptions.assumeTrue(transport.isPresent(), transport + " is not in this version");
    users = Users.start(transport);
    callers = new GrpcCallers(transport);
    channel = transport.channel(users.address()).build();
  }

  @BeforeEach
  void forget() {
    users.reset();
  }

  @AfterAll
  void stop() {
    if (channel != null) {
      channel.shutdownNow();
      callers.stop();
      users.stop();
      AgentLog.assertHoldsNoToken();
    }
  }

  @Test
  void testsTheVersionItClaims() throws Exception {
    LoadedVersion.assertIsTheOneUnderTest(ManagedChannel.class);
    LoadedVersion.assertIsTheOneUnderTest(ClientCalls.class);
    LoadedVersion.assertIsTheOneUnderTest(transport.type());
  }

  @Test
  void relaysTheTokenOfTheCallerFromEveryKindOfStubThatSendsOneMessage() throws Exception {
    String token = issuer.token("alice");

    for (Kind kind : Kind.values()) {
      if (!kind.streams) {
        users.reset();
        assertThat(as(token, () -> kind.call(channel))).as("%s", kind).isEqualTo("alice");
        assertThat(users.received()).as("%s", kind).containsExactly(Users.one(token));
      }
    }
  }

  /** What is sent on them later may be anybody's. */
  @Test
  void relaysOnCallsWhoseClientStreamsOnlyWhereUpgradesMayHaveTheToken() throws Exception {
    String token = issuer.token("alice");

    for (Kind kind : new Kind[] {Kind.CLIENT_STREAMING, Kind.BIDI_STREAMING}) {
      assertThat(as(token, () -> kind.call(channel)))
          .as("%s", kind)
          .isEqualTo(UPGRADES ? "alice" : "nobody");
    }
  }

  @Test
  void sendsNothingWithoutACaller() throws Exception {
    for (Kind kind : Kind.values()) {
      assertThat(kind.call(channel)).as("%s", kind).isEqualTo("nobody");
    }
  }

  @Test
  void sendsNothingForACallerWithoutAToken() throws Exception {
    for (Kind kind : Kind.values()) {
      assertThat(as(null, () -> kind.call(channel))).as("%s", kind).isEqualTo("nobody");
    }
  }

  @Test
  void sendsNothingForATokenThatIsNotToBeBelieved() throws Exception {
    for (String token :
        new String[] {
          issuer.forgedToken("mallory"),
          issuer.expiredToken("mallory"),
          issuer.tokenForAnotherAudience("mallory"),
          issuer.tokenOfAnotherIssuer("mallory"),
          "not-a-token",
        }) {
      assertThat(as(token, () -> Kind.BLOCKING.call(channel))).isEqualTo("nobody");
    }
  }

  @Test
  void keepsTheApplicationsOwnHeader() throws Exception {
    String own = issuer.token("robot");

    assertThat(as(issuer.token("alice"), () -> Kind.BLOCKING.call(GrpcCallers.with(channel, own))))
        .isEqualTo("robot");
    assertThat(users.received()).containsExactly(Users.one(own));
  }

  @Test
  void keepsTheApplicationsOwnCredentials() throws Exception {
    String own = issuer.token("robot");
    CallOptions options =
        CallOptions.DEFAULT.withCallCredentials(MoreCallCredentials.from(new OwnCredentials(own)));

    assertThat(
            as(
                issuer.token("alice"),
                () -> ClientCalls.blockingUnaryCall(channel, Methods.WHO, options, "")))
        .isEqualTo("robot");
    assertThat(users.received()).containsExactly(Users.one(own));
  }

  @Test
  void neverWritesToTheApplicationsMetadata() throws Exception {
    Metadata shared = new Metadata();
    shared.put(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER), "42");

    for (String user : new String[] {"alice", "bob", null, "alice"}) {
      String token = user == null ? null : issuer.token(user);
      assertThat(as(token, () -> startWith(shared))).isEqualTo(user == null ? "nobody" : user);
      assertThat(shared.containsKey(Methods.AUTHORIZATION)).isFalse();
      assertThat(shared.keys()).contains("x-tenant");
      Channel attaching =
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(shared));
      assertThat(as(token, () -> Kind.FUTURE.call(attaching)))
          .isEqualTo(user == null ? "nobody" : user);
      assertThat(shared.containsKey(Methods.AUTHORIZATION)).isFalse();
    }
  }

  @Test
  void aCallCarriesTheTokenOfItsCreatorWhoeverStartsIt() throws Exception {
    ClientCall<String, String> ofAlice =
        as(issuer.token("alice"), () -> channel.newCall(Methods.WHO, CallOptions.DEFAULT));

    assertThat(ClientCalls.blockingUnaryCall(ofAlice, "")).isEqualTo("alice");
  }

  @Test
  void aCallOfOneUserThatAnothersRequestStartsCarriesNobodysToken() throws Exception {
    for (String token : new String[] {issuer.token("bob"), null}) {
      ClientCall<String, String> ofAlice =
          as(issuer.token("alice"), () -> channel.newCall(Methods.WHO, CallOptions.DEFAULT));
      long before = AgentCounters.of("SkippedWrongRequest");

      assertThat(as(token, () -> ClientCalls.blockingUnaryCall(ofAlice, ""))).isEqualTo("nobody");
      assertThat(AgentCounters.of("SkippedWrongRequest")).isEqualTo(before + 1);
    }
  }

  @Test
  void aCallCreatedForNobodyCarriesNothingWhoeverStartsIt() throws Exception {
    ClientCall<String, String> ofNobody = channel.newCall(Methods.WHO, CallOptions.DEFAULT);

    assertThat(as(issuer.token("bob"), () -> ClientCalls.blockingUnaryCall(ofNobody, "")))
        .isEqualTo("nobody");
  }

  @Test
  void aCallbackWorksForTheUserOfItsCall() throws Exception {
    for (String user : new String[] {"alice", "bob"}) {
      CompletableFuture<List<String>> seen = new CompletableFuture<>();
      as(
          issuer.token(user),
          () -> {
            ClientCalls.asyncUnaryCall(
                channel.newCall(Methods.WHO, CallOptions.DEFAULT), "", new Nested(seen));
            return null;
          });
      assertThat(seen.get(30, TimeUnit.SECONDS)).containsExactly(user, user);
    }
  }

  /** Over the in-process transports the thread that delivers to the client is the server's. */
  @Test
  void aCallbackOfNobodysCallWorksForNobody() throws Exception {
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    Channel robots = GrpcCallers.with(channel, issuer.token("robot"));

    ClientCalls.asyncUnaryCall(
        robots.newCall(Methods.WHO, CallOptions.DEFAULT), "", new Nested(seen));

    assertThat(seen.get(30, TimeUnit.SECONDS)).containsExactly("nobody", "nobody");
  }

  @Test
  void handsARefusalToTheApplicationUnchangedAndCountsIt() throws Exception {
    long before = AgentCounters.of("RefusedDownstream");
    Status refusal =
        as(
            issuer.token("alice"),
            () -> {
              try {
                ClientCalls.blockingUnaryCall(channel, Methods.WHO, CallOptions.DEFAULT, "refuse");
                return Status.OK;
              } catch (StatusRuntimeException refused) {
                return refused.getStatus();
              }
            });

    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal.getDescription()).isEqualTo("not you");
    assertThat(users.received()).hasSize(1);
    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    String[] tokens = new String[USERS];
    for (int user = 0; user < USERS; user++) {
      tokens[user] = issuer.token("user" + user);
    }
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger checked = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int call = 0; call < CALLS_PER_THREAD; call++) {
              int user = random.nextInt(USERS + 1); // the last one is nobody
              Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
              String got = as(user == USERS ? null : tokens[user], () -> kind.call(channel));
              checked.incrementAndGet();
              boolean carries = user < USERS && (UPGRADES || !kind.streams);
              if (!got.equals(carries ? "user" + user : "nobody")) {
                wrong.incrementAndGet();
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(wrong).hasValue(0);
    assertThat(checked).hasValue(THREADS * CALLS_PER_THREAD);
  }

  final <T> T as(String token, Callable<T> code) throws Exception {
    return callers.as(token, code);
  }

  private String startWith(Metadata headers) throws Exception {
    ClientCall<String, String> call = channel.newCall(Methods.WHO, CallOptions.DEFAULT);
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<String>() {
          @Override
          public void onMessage(String message) {
            answer.complete(message);
          }
        },
        headers);
    call.request(2);
    call.sendMessage("");
    call.halfClose();
    return answer.get(30, TimeUnit.SECONDS);
  }

  /** The kinds of stubs; each answers with the user that the service saw, once or for all. */
  enum Kind {
    BLOCKING(false) {
      @Override
      String call(Channel channel) {
        return ClientCalls.blockingUnaryCall(channel, Methods.WHO, CallOptions.DEFAULT, "");
      }
    },
    FUTURE(false) {
      @Override
      String call(Channel channel) throws Exception {
        return ClientCalls.futureUnaryCall(channel.newCall(Methods.WHO, CallOptions.DEFAULT), "")
            .get(30, TimeUnit.SECONDS);
      }
    },
    ASYNC(false) {
      @Override
      String call(Channel channel) throws Exception {
        Answers answers = new Answers();
        ClientCalls.asyncUnaryCall(channel.newCall(Methods.WHO, CallOptions.DEFAULT), "", answers);
        return answers.theSame(1);
      }
    },
    SERVER_STREAMING(false) {
      @Override
      String call(Channel channel) throws Exception {
        Answers answers = new Answers();
        ClientCalls.blockingServerStreamingCall(channel, Methods.DOWNLOAD, CallOptions.DEFAULT, "")
            .forEachRemaining(answers::onNext);
        answers.onCompleted();
        return answers.theSame(2);
      }
    },
    CLIENT_STREAMING(true) {
      @Override
      String call(Channel channel) throws Exception {
        Answers answers = new Answers();
        send(
            ClientCalls.asyncClientStreamingCall(
                channel.newCall(Methods.UPLOAD, CallOptions.DEFAULT), answers));
        return answers.theSame(1);
      }
    },
    BIDI_STREAMING(true) {
      @Override
      String call(Channel channel) throws Exception {
        Answers answers = new Answers();
        send(
            ClientCalls.asyncBidiStreamingCall(
                channel.newCall(Methods.CHAT, CallOptions.DEFAULT), answers));
        return answers.theSame(3);
      }
    };

    /** Whether the client may send more than one message. */
    final boolean streams;

    Kind(boolean streams) {
      this.streams = streams;
    }

    abstract String call(Channel channel) throws Exception;

    private static void send(StreamObserver<String> requests) {
      for (String message : Arrays.asList("a", "b", "c")) {
        requests.onNext(message);
      }
      requests.onCompleted();
    }
  }

  /** Collects a stream's answers. */
  private static final class Answers implements StreamObserver<String> {
    private final List<String> all = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<List<String>> done = new CompletableFuture<>();

    @Override
    public void onNext(String answer) {
      all.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(all);
    }

    String theSame(int count) throws Exception {
      List<String> answers = done.get(30, TimeUnit.SECONDS);
      assertThat(answers).hasSize(count);
      return answers.stream().distinct().count() == 1 ? answers.get(0) : answers.toString();
    }
  }

  /** Makes a call of its own in each callback, and collects whom the service saw. */
  private final class Nested implements StreamObserver<String> {
    private final List<CompletableFuture<String>> nested = new ArrayList<>();
    private final CompletableFuture<List<String>> seen;

    Nested(CompletableFuture<List<String>> seen) {
      this.seen = seen;
    }

    @Override
    public void onNext(String answer) {
      call();
    }

    @Override
    public void onError(Throwable failure) {
      seen.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      call();
      CompletableFuture.allOf(nested.toArray(new CompletableFuture<?>[0]))
          .whenComplete(
              (nothing, failure) -> {
                List<String> all = new ArrayList<>();
                nested.forEach(each -> all.add(each.getNow("?")));
                seen.complete(all);
              });
    }

    private void call() {
      CompletableFuture<String> answer = new CompletableFuture<>();
      nested.add(answer);
      ClientCalls.asyncUnaryCall(
          channel.newCall(Methods.WHO, CallOptions.DEFAULT),
          "",
          new StreamObserver<String>() {
            @Override
            public void onNext(String user) {
              answer.complete(user);
            }

            @Override
            public void onError(Throwable failure) {
              answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
              // answered already
            }
          });
    }
  }
}
