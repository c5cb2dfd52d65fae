package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.auth.MoreCallCredentials;
import io.grpc.stub.ClientCalls;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What concerns the transports that have connections: strangers, waiting, retries. */
abstract class RelaysOverTheNet extends RelaysOverGrpc {
  private static final String[] USERS = {"alice", "bob", "nobody", "carol"};
  private static final CallOptions WAITING = CallOptions.DEFAULT.withWaitForReady();

  RelaysOverTheNet(Transport transport) {
    super(transport);
  }

  @Test
  void neverSendsTheTokenToAStranger() throws Exception {
    ManagedChannel stranger = transport.channel("localhost:" + users.port()).build();
    try {
      for (Kind kind : Kind.values()) {
        assertThat(as(issuer.token("alice"), () -> kind.call(stranger)))
            .as("%s", kind)
            .isEqualTo("nobody");
      }
    } finally {
      stranger.shutdownNow();
    }
  }

  @Test
  void aStrangerDoesNotPassForAFriend() throws Exception {
    for (String target : new String[] {"localhost:", "dns:///localhost:"}) {
      ManagedChannel stranger =
          transport.channel(target + users.port()).overrideAuthority("127.0.0.1").build();
      CallOptions options = CallOptions.DEFAULT.withAuthority("127.0.0.1");
      try {
        assertThat(as(issuer.token("alice"), () -> Kind.BLOCKING.call(stranger)))
            .isEqualTo("nobody");
        assertThat(
                as(
                    issuer.token("alice"),
                    () -> ClientCalls.blockingUnaryCall(stranger, Methods.WHO, options, "")))
            .isEqualTo("nobody");
      } finally {
        stranger.shutdownNow();
      }
    }
  }

  @Test
  void aFriendMayBeCalledByTheNameOfAnother() throws Exception {
    assertThat(calledAs("shop.internal")).containsExactly("alice", "alice");
  }

  /** Who is called by the name of a stranger may pass the call on to it. */
  @Test
  void aFriendMayNotBeCalledByTheNameOfAStranger() throws Exception {
    assertThat(calledAs("stranger.example.com")).containsExactly("nobody", "nobody");
    assertThat(calledAs("localhost")).containsExactly("nobody", "nobody");
  }

  /** By the channel, and by the call. */
  private List<String> calledAs(String authority) throws Exception {
    ManagedChannel overridden =
        transport.channel(users.address()).overrideAuthority(authority).build();
    ManagedChannel plain = transport.channel(users.address()).build();
    CallOptions options = CallOptions.DEFAULT.withAuthority(authority);
    try {
      return Arrays.asList(
          as(issuer.token("alice"), () -> Kind.BLOCKING.call(overridden)),
          as(
              issuer.token("alice"),
              () -> ClientCalls.blockingUnaryCall(plain, Methods.WHO, options, "")));
    } finally {
      overridden.shutdownNow();
      plain.shutdownNow();
    }
  }

  /** Since 1.35 a channel may have credentials for all of its calls. */
  @Test
  void keepsTheCredentialsOfTheChannel() throws Exception {
    String own = issuer.token("robot");
    ManagedChannelBuilder<?> builder;
    try {
      Class<?> type = Class.forName("io.grpc.ChannelCredentials");
      Object plaintext =
          Class.forName("io.grpc.InsecureChannelCredentials").getMethod("create").invoke(null);
      Object both =
          Class.forName("io.grpc.CompositeChannelCredentials")
              .getMethod("create", type, CallCredentials.class)
              .invoke(null, plaintext, MoreCallCredentials.from(new OwnCredentials(own)));
      builder =
          (ManagedChannelBuilder<?>)
              transport
                  .channelBuilder()
                  .getMethod("forTarget", String.class, type)
                  .invoke(null, users.address(), both);
    } catch (ClassNotFoundException notInThisVersion) {
      Assumptions.abort(notInThisVersion.getMessage() + " is not in this version");
      return;
    }
    ManagedChannel robots = builder.build();
    try {
      assertThat(as(issuer.token("alice"), () -> Kind.BLOCKING.call(robots))).isEqualTo("robot");
      assertThat(users.received()).containsExactly(Users.one(own));
    } finally {
      robots.shutdownNow();
    }
  }

  @Test
  void callsThatWaitForAConnectionKeepTheirCreators() throws Exception {
    int port = freePort();
    ManagedChannel waiting = transport.channel("127.0.0.1:" + port).build();
    Users late = null;
    try {
      Map<String, Future<String>> answers = callForEach(waiting, WAITING);
      late = Users.start(transport, port);
      assertAnswered(answers);
    } finally {
      waiting.shutdownNow();
      if (late != null) {
        late.stop();
      }
    }
  }

  /** Since 1.33 such a call is made when the resolver has answered, by whoever drains the queue. */
  @Test
  void callsThatWaitForNameResolutionKeepTheirCreators() throws Exception {
    HeldExecutor resolving = new HeldExecutor();
    ManagedChannelBuilder<?> builder = transport.channel("dns:///127.0.0.1:" + users.port());
    call(builder, "offloadExecutor", Executor.class, resolving);
    ManagedChannel waiting = builder.build();
    try {
      Map<String, Future<String>> answers = callForEach(waiting, CallOptions.DEFAULT);
      assertThat(answers.values()).noneMatch(Future::isDone);

      as(
          issuer.token("dave"), // it is his thread that drains
          () -> {
            resolving.runAll();
            return null;
          });

      assertAnswered(answers);
    } finally {
      waiting.shutdownNow();
    }
  }

  @Test
  void aWaitingCallThatAnotherUserCancelsEndsForItsOwn() throws Exception {
    ManagedChannel waiting = transport.channel("127.0.0.1:" + freePort()).build();
    try {
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        CompletableFuture<String> seen = new CompletableFuture<>();
        ClientCall<String, String> call =
            as(tokenOf(user), () -> start(waiting, WAITING, status -> whoAmI(seen)));

        as(
            issuer.token("mallory"),
            () -> {
              call.cancel("enough", null);
              return null;
            });

        assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(user);
      }
    } finally {
      waiting.shutdownNow();
    }
  }

  @Test
  void everyAttemptOfARetriedCallCarriesTheToken() throws Exception {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("maxAttempts", 3.0);
    policy.put("initialBackoff", "0.05s");
    policy.put("maxBackoff", "0.05s");
    policy.put("backoffMultiplier", 1.0);
    policy.put("retryableStatusCodes", Collections.singletonList("UNAVAILABLE"));

    assertEveryAttemptCarriesTheToken("retryPolicy", policy);
  }

  @Test
  void everyAttemptOfAHedgedCallCarriesTheToken() throws Exception {
    assumePresent("io.grpc.ChannelCredentials"); // 1.30 takes such a policy and does not follow it
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("maxAttempts", 2.0);
    policy.put("hedgingDelay", "0.05s");
    policy.put("nonFatalStatusCodes", Collections.singletonList("UNAVAILABLE"));

    assertEveryAttemptCarriesTheToken("hedgingPolicy", policy);
  }

  /** Each call is attempted twice; those of several users wait for it together. */
  private void assertEveryAttemptCarriesTheToken(String name, Map<String, Object> policy)
      throws Exception {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put(
        "name", Collections.singletonList(Collections.singletonMap("service", Methods.SERVICE)));
    method.put(name, policy);
    ManagedChannelBuilder<?> builder = transport.channel(users.address());
    call(
        builder,
        "defaultServiceConfig",
        Map.class,
        Collections.singletonMap("methodConfig", Collections.singletonList(method)));
    builder.getClass().getMethod("enableRetry").invoke(builder);
    ManagedChannel retrying = builder.build();
    try {
      Map<String, Future<String>> answers = new LinkedHashMap<>();
      for (String user : USERS) {
        answers.put(
            user,
            as(
                tokenOf(user),
                () ->
                    ClientCalls.futureUnaryCall(
                        retrying.newCall(Methods.WHO, CallOptions.DEFAULT),
                        "unavailable-once for " + user)));
      }
      assertAnswered(answers);
      assertThat(users.received()).hasSize(2 * USERS.length);
    } finally {
      retrying.shutdownNow();
    }
  }

  private Map<String, Future<String>> callForEach(Channel channel, CallOptions options)
      throws Exception {
    Map<String, Future<String>> answers = new LinkedHashMap<>();
    for (String user : USERS) {
      answers.put(
          user,
          as(
              tokenOf(user),
              () -> ClientCalls.futureUnaryCall(channel.newCall(Methods.WHO, options), "")));
    }
    return answers;
  }

  private static void assertAnswered(Map<String, Future<String>> answers) throws Exception {
    for (Map.Entry<String, Future<String>> answer : answers.entrySet()) {
      assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo(answer.getKey());
    }
  }

  private String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }

  private void whoAmI(CompletableFuture<String> seen) {
    start(
        channel,
        CallOptions.DEFAULT,
        new ClientCall.Listener<String>() {
          @Override
          public void onMessage(String user) {
            seen.complete(user);
          }
        });
  }

  private static ClientCall<String, String> start(
      Channel channel, CallOptions options, Consumer<Status> closed) {
    return start(
        channel,
        options,
        new ClientCall.Listener<String>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.accept(status);
          }
        });
  }

  private static ClientCall<String, String> start(
      Channel channel, CallOptions options, ClientCall.Listener<String> listener) {
    ClientCall<String, String> call = channel.newCall(Methods.WHO, options);
    call.start(listener, new Metadata());
    call.request(2);
    call.sendMessage("");
    call.halfClose();
    return call;
  }

  private static void assumePresent(String type) {
    try {
      Class.forName(type);
    } catch (ClassNotFoundException notInThisVersion) {
      Assumptions.abort(type + " is not in this version");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void call(
      ManagedChannelBuilder<?> builder, String name, Class<?> parameter, Object argument)
      throws Exception {
    Method method;
    try {
      method = builder.getClass().getMethod(name, parameter);
    } catch (NoSuchMethodException notInThisVersion) {
      Assumptions.abort(name + " is not in this version");
      return;
    }
    method.invoke(builder, argument);
  }

  /** Keeps what it is given until it is told to run it, on the thread that tells it. */
  private static final class HeldExecutor implements Executor {
    private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
    private volatile boolean open;

    @Override
    public void execute(Runnable task) {
      if (open) {
        task.run();
      } else {
        held.add(task);
      }
    }

    void runAll() throws InterruptedException {
      List<Runnable> tasks = new ArrayList<>();
      tasks.add(held.poll(30, TimeUnit.SECONDS));
      open = true;
      held.drainTo(tasks);
      tasks.forEach(Runnable::run);
    }
  }
}
