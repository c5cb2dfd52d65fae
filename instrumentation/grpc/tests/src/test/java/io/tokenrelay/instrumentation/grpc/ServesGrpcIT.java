package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every callback of a server's listener works for the user of its call. */
@Timeout(180)
class ServesGrpcIT {
  private final TestIssuer issuer = TestIssuer.load();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyCallbackOfACompletedCallWorksForItsUser(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    try (Talk talk = new Talk(transport)) {
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        Map<String, String> seen = talk.as(user.equals("nobody") ? null : issuer.token(user), true);

        assertThat(seen)
            .containsEntry("startCall", user)
            .containsEntry("onMessage", user)
            .containsEntry("onHalfClose", user)
            .containsEntry("onComplete", user);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyCallbackOfACancelledCallWorksForItsUser(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    try (Talk talk = new Talk(transport)) {
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        Map<String, String> seen =
            talk.as(user.equals("nobody") ? null : issuer.token(user), false);

        assertThat(seen)
            .containsEntry("startCall", user)
            .containsEntry("onMessage", user)
            .containsEntry("onCancel", user);
      }
    }
  }

  /** A server whose every callback asks the service behind it who is calling. */
  private static final class Talk implements AutoCloseable {
    private final Users users;
    private final ManagedChannel behind;
    private final Server server;
    private final ManagedChannel front;
    private volatile Map<String, CompletableFuture<String>> seen;
    private volatile CountDownLatch ended;
    private volatile CountDownLatch received;

    Talk(Transport transport) throws Exception {
      users = Users.start(transport);
      behind = transport.channel(users.address()).build();
      Transport.Site site = transport.site();
      site.builder.addService(
          ServerServiceDefinition.builder(Methods.FRONT)
              .addMethod(Methods.TALK, this::startCall)
              .build());
      server = site.builder.build().start();
      front = transport.channel(site.address(server)).build();
    }

    Map<String, String> as(String token, boolean completed) throws Exception {
      seen = new ConcurrentHashMap<>();
      ended = new CountDownLatch(1);
      received = new CountDownLatch(1);
      ClientCall<String, String> call =
          GrpcCallers.with(front, token).newCall(Methods.TALK, CallOptions.DEFAULT);
      call.start(new ClientCall.Listener<String>() {}, new Metadata());
      call.request(10);
      call.sendMessage("hello");
      assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
      if (completed) {
        call.halfClose();
      } else {
        call.cancel("enough", null);
      }
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      Map<String, String> answers = new ConcurrentHashMap<>();
      for (Map.Entry<String, CompletableFuture<String>> each : seen.entrySet()) {
        answers.put(each.getKey(), each.getValue().get(30, TimeUnit.SECONDS));
      }
      return answers;
    }

    private ServerCall.Listener<String> startCall(
        ServerCall<String, String> call, Metadata headers) {
      ask("startCall");
      call.request(2);
      return new ServerCall.Listener<String>() {
        @Override
        public void onMessage(String message) {
          ask("onMessage");
          received.countDown();
        }

        @Override
        public void onReady() {
          ask("onReady");
        }

        @Override
        public void onHalfClose() {
          ask("onHalfClose");
          call.sendHeaders(new Metadata());
          call.close(Status.OK, new Metadata());
        }

        @Override
        public void onCancel() {
          ask("onCancel");
          ended.countDown();
        }

        @Override
        public void onComplete() {
          ask("onComplete");
          ended.countDown();
        }
      };
    }

    /** In a context of its own: in that of a cancelled call nothing can be asked any more. */
    private void ask(String callback) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      seen.put(callback, answer);
      Context.ROOT.run(
          () ->
              ClientCalls.asyncUnaryCall(
                  behind.newCall(Methods.WHO, CallOptions.DEFAULT),
                  "",
                  new StreamObserver<String>() {
                    @Override
                    public void onNext(String user) {
                      answer.complete(user);
                    }

                    @Override
                    public void onError(Throwable failure) {
                      answer.complete(failure.toString());
                    }

                    @Override
                    public void onCompleted() {
                      // answered already
                    }
                  }));
    }

    @Override
    public void close() {
      front.shutdownNow();
      server.shutdownNow();
      behind.shutdownNow();
      users.stop();
    }
  }
}
