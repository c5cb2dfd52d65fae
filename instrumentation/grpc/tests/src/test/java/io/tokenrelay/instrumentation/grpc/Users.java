package io.tokenrelay.instrumentation.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The service that is called. Each of its methods answers with the user whose token came, or {@code
 * nobody}; streams answer once for each message. Each unary request that begins with {@code
 * unavailable-once} fails at the first attempt.
 */
final class Users {
  private static final Context.Key<String> USER = Context.key("user");

  private final Queue<List<String>> received = new ConcurrentLinkedQueue<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final String address;
  private final Server server;

  private Users(Transport transport, int port) throws Exception {
    Transport.Site site = transport.site(port);
    site.builder.addService(
        ServerInterceptors.intercept(
            ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(Methods.WHO, ServerCalls.asyncUnaryCall(this::who))
                .addMethod(
                    Methods.DOWNLOAD,
                    ServerCalls.asyncServerStreamingCall(
                        (String request, StreamObserver<String> answers) -> {
                          answers.onNext(USER.get());
                          answers.onNext(USER.get());
                          answers.onCompleted();
                        }))
                .addMethod(
                    Methods.UPLOAD,
                    ServerCalls.asyncClientStreamingCall(answers -> new Echo(answers, false)))
                .addMethod(
                    Methods.CHAT,
                    ServerCalls.asyncBidiStreamingCall(answers -> new Echo(answers, true)))
                .build(),
            new Recorder()));
    server = site.builder.build().start();
    address = site.address(server);
  }

  static Users start(Transport transport) throws Exception {
    return new Users(transport, 0);
  }

  static Users start(Transport transport, int port) throws Exception {
    return new Users(transport, port);
  }

  String address() {
    return address;
  }

  int port() {
    return server.getPort();
  }

  /** All values of {@code authorization} of each call received, in order. */
  List<List<String>> received() {
    return new ArrayList<>(received);
  }

  void reset() {
    received.clear();
    failed.clear();
  }

  void stop() {
    server.shutdownNow();
  }

  private void who(String request, StreamObserver<String> answer) {
    if (request.startsWith("unavailable-once") && failed.add(request)) {
      answer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    if (request.equals("refuse")) {
      answer.onError(Status.UNAUTHENTICATED.withDescription("not you").asRuntimeException());
      return;
    }
    answer.onNext(USER.get());
    answer.onCompleted();
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
        ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
      Iterable<String> values = headers.getAll(Methods.AUTHORIZATION);
      List<String> all = new ArrayList<>();
      if (values != null) {
        values.forEach(all::add);
      }
      received.add(all);
      String user = all.isEmpty() ? null : TestIssuer.userOf(all.get(all.size() - 1));
      Context context = Context.current().withValue(USER, user == null ? "nobody" : user);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }

  private static final class Echo implements StreamObserver<String> {
    private final StreamObserver<String> answers;
    private final boolean each;

    Echo(StreamObserver<String> answers, boolean each) {
      this.answers = answers;
      this.each = each;
    }

    @Override
    public void onNext(String message) {
      if (each) {
        answers.onNext(USER.get());
      }
    }

    @Override
    public void onError(Throwable failure) {
      // cancelled by the client
    }

    @Override
    public void onCompleted() {
      if (!each) {
        answers.onNext(USER.get());
      }
      answers.onCompleted();
    }
  }

  static List<String> one(String token) {
    return Collections.singletonList("Bearer " + token);
  }
}
