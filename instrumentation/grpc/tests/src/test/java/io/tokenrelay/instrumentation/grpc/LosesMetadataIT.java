package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.RemovedHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is removed from a call's metadata, nothing of the service sees. */
@Timeout(180)
class LosesMetadataIT {
  private static final Metadata.Key<String> PAYLOAD = key(RemovedHeader.NAME);
  private static final Metadata.Key<String> KEPT = key("kept");

  private final Queue<List<String>> seen = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theServiceDoesNotSeeIt(Transport transport) throws Exception {
    assumeTrue(transport.isPresent());
    Transport.Site site = transport.site();
    site.builder.intercept(new Noting());
    site.builder.addService(
        ServerServiceDefinition.builder(Methods.SERVICE)
            .addMethod(
                Methods.WHO,
                ServerCalls.asyncUnaryCall(
                    (request, answer) -> {
                      answer.onNext("served");
                      answer.onCompleted();
                    }))
            .build());
    Server server = site.builder.build().start();
    ManagedChannel channel = transport.channel(site.address(server)).build();
    try {
      call(channel, new Metadata());
      call(channel, new Metadata());
      AgentCounters.of("TokenValid"); // its MBean comes after the first request
      RemovedHeader header = RemovedHeader.fromNowOn();
      seen.clear();
      Metadata sent = new Metadata();
      sent.put(PAYLOAD, "forged");
      sent.put(KEPT, "a");
      sent.put(PAYLOAD, "forged");
      call(channel, sent);

      assertThat(header.count()).isEqualTo(1);
      assertThat(seen).hasSize(1);
      assertThat(seen.peek()).contains("kept=[a]").noneMatch(each -> each.contains("forged"));
      assertThat(sent.getAll(PAYLOAD)).as("the caller's own").containsExactly("forged", "forged");
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static void call(Channel channel, Metadata headers) {
    Channel with =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    ClientCalls.blockingUnaryCall(with, Methods.WHO, CallOptions.DEFAULT, "");
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }

  /** The application's own interceptor. */
  private final class Noting implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      List<String> all = new ArrayList<>();
      for (String name : headers.keys()) {
        if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
          List<String> values = new ArrayList<>();
          headers.getAll(key(name)).forEach(values::add);
          all.add(name + '=' + values);
        }
      }
      seen.add(all);
      return next.startCall(call, headers);
    }
  }
}
