package io.tokenrelay.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that asks the service behind it, in whatever it is called for, whom it works for: {@code
 * Talk} answers each message and the end of the stream with what it was told, {@code Run} answers
 * at once and asks later, in a forked context. All of its calls share one thread.
 */
final class Asking implements AutoCloseable {
  /** Whom each cancelled call was told it works for. */
  final Queue<CompletableFuture<String>> cancelled = new ConcurrentLinkedQueue<>();

  /** Whom the work that outlived its call was told it works for. */
  final Queue<CompletableFuture<String>> outlived = new ConcurrentLinkedQueue<>();

  final CountDownLatch callsAreOver = new CountDownLatch(1);
  final ManagedChannel channel;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Users users;
  private final ManagedChannel behind;
  private final Server server;

  Asking(Transport transport) throws Exception {
    users = Users.start(transport);
    behind = transport.channel(users.address()).build();
    Transport.Site site = transport.site();
    if (transport != Transport.IN_PROCESS_DIRECT) {
      site.builder.executor(thread);
    }
    site.builder.addService(
        ServerServiceDefinition.builder(Methods.FRONT)
            .addMethod(Methods.TALK, ServerCalls.asyncBidiStreamingCall(this::talk))
            .addMethod(Methods.RUN, ServerCalls.asyncUnaryCall(this::run))
            .build());
    server = site.builder.build().start();
    channel = transport.channel(site.address(server)).build();
  }

  /** The channel of one user, whose token the application puts on streams: the agent does not. */
  Channel of(String token) {
    return GrpcCallers.with(channel, token);
  }

  /** In a context of its own: in that of a cancelled call nothing can be asked any more. */
  CompletableFuture<String> whoAmI() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Context.ROOT.run(
        () ->
            ClientCalls.asyncUnaryCall(
                behind.newCall(Methods.WHO, CallOptions.DEFAULT), "", new Only(answer)));
    return answer;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    behind.shutdownNow();
    users.stop();
    thread.shutdownNow();
    pool.shutdownNow();
  }

  private StreamObserver<String> talk(StreamObserver<String> answers) {
    ((ServerCallStreamObserver<String>) answers).setOnCancelHandler(() -> cancelled.add(whoAmI()));
    return new StreamObserver<String>() {
      @Override
      public void onNext(String message) {
        if (message.equals("silence")) {
          return;
        }
        whoAmI().thenAccept(answers::onNext);
      }

      @Override
      public void onError(Throwable failure) {
        // told to the handler above
      }

      @Override
      public void onCompleted() {
        whoAmI()
            .thenAccept(
                user -> {
                  answers.onNext(user);
                  answers.onCompleted();
                });
      }
    };
  }

  private void run(String request, StreamObserver<String> answer) {
    CompletableFuture<String> later = new CompletableFuture<>();
    outlived.add(later);
    Runnable work =
        () -> {
          try {
            callsAreOver.await();
            whoAmI().thenAccept(later::complete);
          } catch (InterruptedException stopped) {
            later.completeExceptionally(stopped);
          }
        };
    Context forked = Context.current().fork();
    switch (request) {
      case "run":
        forked.run(() -> pool.execute(work));
        break;
      case "executor":
        forked.run(() -> Context.currentContextExecutor(pool).execute(work));
        break;
      case "runnable":
        pool.execute(forked.wrap(work));
        break;
      default:
        pool.submit(forked.wrap(Executors.callable(work)));
    }
    answer.onNext("done");
    answer.onCompleted();
  }

  /** Hands on the one answer of a call. */
  private static final class Only implements StreamObserver<String> {
    private final CompletableFuture<String> answer;

    Only(CompletableFuture<String> answer) {
      this.answer = answer;
    }

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
  }
}
