package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.auth.MoreCallCredentials;
import io.grpc.stub.ClientCalls;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What concerns the transports that have connections: strangers, waiting, retries. */
abstract class RelaysOverTheNet extends RelaysOverGrpc {
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
  void aFriendMayBeCalledByAnotherName() throws Exception {
    ManagedChannel friend =
        transport.channel(users.address()).overrideAuthority("stranger.example.com").build();
    try {
      assertThat(as(issuer.token("alice"), () -> Kind.BLOCKING.call(friend))).isEqualTo("alice");
    } finally {
      friend.shutdownNow();
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
  void everyAttemptOfARetriedCallCarriesTheToken() throws Exception {
    Map<String, Object> retry = new LinkedHashMap<>();
    retry.put("maxAttempts", 3.0);
    retry.put("initialBackoff", "0.01s");
    retry.put("maxBackoff", "0.01s");
    retry.put("backoffMultiplier", 1.0);
    retry.put("retryableStatusCodes", Collections.singletonList("UNAVAILABLE"));
    Map<String, Object> method = new LinkedHashMap<>();
    method.put(
        "name", Collections.singletonList(Collections.singletonMap("service", Methods.SERVICE)));
    method.put("retryPolicy", retry);
    ManagedChannelBuilder<?> builder = transport.channel(users.address());
    call(
        builder,
        "defaultServiceConfig",
        Map.class,
        Collections.singletonMap("methodConfig", Collections.singletonList(method)));
    builder.getClass().getMethod("enableRetry").invoke(builder);
    ManagedChannel retrying = builder.build();
    String token = issuer.token("alice");
    try {
      assertThat(as(token, () -> who(retrying, "unavailable-once"))).isEqualTo("alice");
      assertThat(users.received()).containsExactly(Users.one(token), Users.one(token));
    } finally {
      retrying.shutdownNow();
    }
  }

  private static String who(Channel channel, String request) {
    return ClientCalls.blockingUnaryCall(channel, Methods.WHO, CallOptions.DEFAULT, request);
  }

  private Map<String, Future<String>> callForEach(Channel channel, CallOptions options)
      throws Exception {
    Map<String, Future<String>> answers = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "bob", "nobody", "carol"}) {
      answers.put(
          user,
          as(
              user.equals("nobody") ? null : issuer.token(user),
              () -> ClientCalls.futureUnaryCall(channel.newCall(Methods.WHO, options), "")));
    }
    return answers;
  }

  private static void assertAnswered(Map<String, Future<String>> answers) throws Exception {
    for (Map.Entry<String, Future<String>> answer : answers.entrySet()) {
      assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo(answer.getKey());
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
