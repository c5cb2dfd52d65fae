package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls of several users that are open at once, on shared threads: each callback of each end, and
 * whatever it starts, works for the user of its own call, whoever causes it to be called.
 */
@Timeout(180)
class InterleavesUsersIT {
  private static final String[] USERS = {"alice", "bob", "nobody", "carol"};

  private final TestIssuer issuer = TestIssuer.load();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyMessageOfAStreamWorksForItsUserWhoeverSendsIt(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport)) {
      Map<String, Stream> streams = new LinkedHashMap<>();
      for (String user : USERS) {
        streams.put(user, callers.as(tokenOf(user), () -> new Stream(asking, tokenOf(user))));
      }
      for (int round = 0; round < 5; round++) {
        for (String user : USERS) {
          Stream stream = streams.get(user);
          for (String sender : USERS) {
            callers.as(tokenOf(sender), () -> stream.send("hello"));
            assertThat(stream.next()).as("%s, sent by %s", user, sender).isEqualTo(user);
            assertThat(stream.nextOfCallback())
                .as("callback of %s", user)
                .isEqualTo(afterItsRequest(user, transport));
          }
        }
      }
      for (String user : USERS) {
        Stream stream = streams.get(user);
        callers.as(tokenOf("mallory"), stream::complete);
        assertThat(stream.next()).isEqualTo(user);
        assertThat(stream.nextOfCallback()).isEqualTo(afterItsRequest(user, transport));
        assertThat(stream.ended.get(30, TimeUnit.SECONDS))
            .isEqualTo(afterItsRequest(user, transport));
      }
    } finally {
      callers.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDeadlineThatPassesEndsEachCallForItsUser(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport)) {
      List<CompletableFuture<String>> closed = new ArrayList<>();
      for (String user : USERS) {
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(3, TimeUnit.SECONDS);
        closed.add(callers.as(tokenOf(user), () -> silent(asking, tokenOf(user), soon).closed));
      }

      assertThat(join(closed)).containsExactly(USERS);
      awaitSize(asking.cancelled);
      assertThat(join(asking.cancelled)).containsExactlyInAnyOrder(USERS);
    } finally {
      callers.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aCallThatAnotherUserCancelsEndsForItsOwn(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport)) {
      List<CompletableFuture<String>> closed = new ArrayList<>();
      for (String user : USERS) {
        Silent call =
            callers.as(
                tokenOf(user), // started, for a call that never was ends without a callback
                () -> silent(asking, tokenOf(user), CallOptions.DEFAULT));
        assertThat(call.started.get(30, TimeUnit.SECONDS)).isEqualTo(user);
        callers.as(
            issuer.token("mallory"),
            () -> {
              call.cancel();
              return null;
            });
        closed.add(call.closed);
      }

      for (int i = 0; i < USERS.length; i++) {
        assertThat(closed.get(i).get(30, TimeUnit.SECONDS))
            .isEqualTo(afterItsRequest(USERS[i], transport));
      }
      awaitSize(asking.cancelled);
      assertThat(join(asking.cancelled)).containsExactlyInAnyOrder(USERS);
    } finally {
      callers.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void workInAForkedContextThatOutlivesItsCallWorksForItsUser(Transport transport)
      throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport)) {
      List<String> expected = new ArrayList<>();
      for (String way : new String[] {"run", "executor", "runnable", "callable"}) {
        for (String user : USERS) {
          expected.add(way.equals("run") ? "nobody" : user); // a task as it is tells nothing
          callers.as(
              tokenOf(user),
              () ->
                  ClientCalls.blockingUnaryCall(
                      asking.channel, Methods.RUN, CallOptions.DEFAULT, way));
        }
      }
      asking.callsAreOver.countDown();

      assertThat(join(asking.outlived)).containsExactlyElementsOf(expected);
    } finally {
      callers.stop();
    }
  }

  /**
   * Whose work the callbacks of a call are when the request that has made it is over: without
   * threads between client and server they run on the thread of whoever sends, who is served by
   * then.
   */
  private static String afterItsRequest(String user, Transport transport) {
    return transport == Transport.IN_PROCESS_DIRECT ? "nobody" : user;
  }

  private String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }

  private static Silent silent(Asking asking, String token, CallOptions options) {
    Silent call = new Silent(asking, asking.of(token).newCall(Methods.TALK, options));
    call.start();
    return call;
  }

  private static void awaitSize(Collection<?> all) {
    while (all.size() < USERS.length) {
      Thread.yield();
    }
  }

  private static List<String> join(Collection<CompletableFuture<String>> all) throws Exception {
    List<String> joined = new ArrayList<>();
    for (CompletableFuture<String> each : all) {
      joined.add(each.get(30, TimeUnit.SECONDS));
    }
    return joined;
  }

  /** Both ends of an open stream, as its client sees them. */
  private static final class Stream implements StreamObserver<String> {
    final CompletableFuture<String> ended = new CompletableFuture<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<String>> callbacks = new LinkedBlockingQueue<>();
    private final Asking asking;
    private final StreamObserver<String> requests;

    Stream(Asking asking, String token) {
      this.asking = asking;
      this.requests =
          ClientCalls.asyncBidiStreamingCall(
              asking.of(token).newCall(Methods.TALK, CallOptions.DEFAULT), this);
    }

    Void send(String message) {
      requests.onNext(message);
      return null;
    }

    Void complete() {
      requests.onCompleted();
      return null;
    }

    String next() throws InterruptedException {
      return answers.poll(30, TimeUnit.SECONDS);
    }

    String nextOfCallback() throws Exception {
      return callbacks.poll(30, TimeUnit.SECONDS).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(String answer) {
      callbacks.add(asking.whoAmI());
      answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      asking.whoAmI().thenAccept(ended::complete);
    }
  }

  /** A call that is answered once and then no more. */
  private static final class Silent extends ClientCall.Listener<String> {
    final CompletableFuture<String> started = new CompletableFuture<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Asking asking;
    private final ClientCall<String, String> call;

    Silent(Asking asking, ClientCall<String, String> call) {
      this.asking = asking;
      this.call = call;
    }

    void start() {
      call.start(this, new Metadata());
      call.request(2);
      call.sendMessage("hello");
      call.sendMessage("silence");
    }

    void cancel() {
      call.cancel("enough", null);
    }

    @Override
    public void onMessage(String user) {
      started.complete(user);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      asking.whoAmI().thenAccept(closed::complete);
    }
  }
}
