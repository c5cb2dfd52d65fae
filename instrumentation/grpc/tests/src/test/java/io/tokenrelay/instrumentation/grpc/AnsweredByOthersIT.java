package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call answers another one that waits, or ends what it has begun, on its own thread. */
@Timeout(180)
class AnsweredByOthersIT {
  private static final String[][] PAIRS = {
    {"alice", "bob"}, {"alice", "nobody"}, {"nobody", "bob"}
  };

  private final TestIssuer issuer = TestIssuer.load();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whatWritesAnAnswerWorksForTheCallThatIsAnswered(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport);
        Waiting waiting = new Waiting(transport, asking)) {
      for (String[] pair : PAIRS) {
        String waits = pair[0];
        StreamObserver<String> answers = waiting.call(tokenOf(waits));
        callers.as(
            tokenOf(pair[1]),
            () -> {
              answers.onNext("hello");
              answers.onCompleted();
              return null;
            });

        assertThat(waiting.told())
            .as("%s, answered by %s", waits, pair[1])
            .containsEntry("message, intercepted", waits)
            .containsEntry("message, written", waits)
            .containsEntry("end, intercepted", waits);
      }
    } finally {
      callers.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aTaskThatHoldsAnAnswerWorksForItsCallUnlessAnotherCallHandsItOver(Transport transport)
      throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Asking asking = new Asking(transport);
        Waiting waiting = new Waiting(transport, asking)) {
      for (String[] pair : PAIRS) {
        waiting.served = answers -> pool.execute(() -> waiting.ask("a task of its own", answers));
        StreamObserver<String> answers = waiting.call(tokenOf(pair[0]));
        callers.as(
            tokenOf(pair[1]),
            () -> {
              pool.execute(() -> waiting.ask("a task of another", answers));
              return null;
            });
        pool.submit(() -> null).get(30, TimeUnit.SECONDS); // after both

        assertThat(waiting.told())
            .as("%s, and %s", pair[0], pair[1])
            .containsEntry("a task of its own", pair[0])
            .containsEntry("a task of another", "nobody");
      }
    } finally {
      pool.shutdownNow();
      callers.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aListenerOfAContextThatAnotherCallCancelsWorksForNobody(Transport transport)
      throws Exception {
    assumeTrue(transport.isPresent());
    GrpcCallers callers = new GrpcCallers(transport);
    try (Asking asking = new Asking(transport)) {
      for (String[] pair : PAIRS) {
        Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
        Context.CancellableContext context =
            callers.as(
                tokenOf(pair[0]),
                () -> {
                  Context.CancellableContext begun = Context.current().withCancellation();
                  begun.addListener(
                      cancelled -> asked.put("listener", asking.whoAmI()), Runnable::run);
                  return begun;
                });
        callers.as(tokenOf(pair[1]), () -> context.cancel(null));

        assertThat(results(asked))
            .as("of %s, cancelled by %s", pair[0], pair[1])
            .containsEntry("listener", "nobody");
      }
    } finally {
      callers.stop();
    }
  }

  private String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }

  private static Map<String, String> results(Map<String, CompletableFuture<String>> asked)
      throws Exception {
    Map<String, String> results = new TreeMap<>();
    for (Map.Entry<String, CompletableFuture<String>> each : asked.entrySet()) {
      results.put(each.getKey(), each.getValue().get(30, TimeUnit.SECONDS));
    }
    return results;
  }

  /** A server that answers no call by itself, and asks whom it works for while one is answered. */
  private static final class Waiting implements AutoCloseable {
    private final BlockingQueue<StreamObserver<String>> open = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final Asking asking;
    private final MethodDescriptor<String, String> method;
    private volatile Consumer<StreamObserver<String>> served = answers -> {};
    private final Server server;
    private final ManagedChannel channel;

    Waiting(Transport transport, Asking asking) throws Exception {
      this.asking = asking;
      this.method =
          Methods.DOWNLOAD.toBuilder()
              .setResponseMarshaller(new Writing(Methods.DOWNLOAD.getResponseMarshaller()))
              .build();
      Transport.Site site = transport.site();
      site.builder.addService(
          ServerInterceptors.intercept(
              ServerServiceDefinition.builder(Methods.SERVICE)
                  .addMethod(
                      method,
                      ServerCalls.asyncServerStreamingCall(
                          (String request, StreamObserver<String> answers) -> {
                            served.accept(answers);
                            open.add(answers);
                          }))
                  .build(),
              new Intercepting()));
      server = site.builder.build().start();
      channel = transport.channel(site.address(server)).build();
    }

    /** Through what a call with this token is answered. */
    StreamObserver<String> call(String token) throws InterruptedException {
      asked.clear();
      ClientCalls.asyncServerStreamingCall(
          GrpcCallers.with(channel, token).newCall(Methods.DOWNLOAD, CallOptions.DEFAULT),
          "hello",
          new Ignoring());
      StreamObserver<String> answers = open.poll(30, TimeUnit.SECONDS);
      assertThat(answers).as("a call that waits").isNotNull();
      return answers;
    }

    /** Asks, and then uses what the call is answered through. */
    void ask(String where, StreamObserver<String> answers) {
      asked.put(where, asking.whoAmI());
      ((ServerCallStreamObserver<String>) answers).isReady();
    }

    Map<String, String> told() throws Exception {
      return results(asked);
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.shutdownNow();
    }

    private final class Intercepting implements ServerInterceptor {
      @Override
      public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
          ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        return next.startCall(
            new SimpleForwardingServerCall<ReqT, RespT>(call) {
              @Override
              public void sendMessage(RespT message) {
                asked.put("message, intercepted", asking.whoAmI());
                super.sendMessage(message);
              }

              @Override
              public void close(Status status, Metadata trailers) {
                asked.put("end, intercepted", asking.whoAmI());
                super.close(status, trailers);
              }
            },
            headers);
      }
    }

    private final class Writing implements MethodDescriptor.Marshaller<String> {
      private final MethodDescriptor.Marshaller<String> text;

      Writing(MethodDescriptor.Marshaller<String> text) {
        this.text = text;
      }

      @Override
      public InputStream stream(String message) {
        asked.put("message, written", asking.whoAmI());
        return text.stream(message);
      }

      @Override
      public String parse(InputStream message) {
        return text.parse(message);
      }
    }
  }

  private static final class Ignoring implements StreamObserver<String> {
    @Override
    public void onNext(String answer) {
      // sent to see who writes it
    }

    @Override
    public void onError(Throwable failure) {
      // seen by what was not asked
    }

    @Override
    public void onCompleted() {
      // likewise
    }
  }
}
