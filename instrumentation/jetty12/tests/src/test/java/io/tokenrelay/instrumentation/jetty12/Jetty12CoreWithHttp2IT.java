package io.tokenrelay.instrumentation.jetty12;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.Http2Connection;
import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handlers without servlets. What they are called back for, Jetty calls on whichever thread sends
 * the connection's frames: often one that is serving another stream's request.
 */
class Jetty12CoreWithHttp2IT extends ServesRequests {
  private static final int CALLS = 120;
  private static final int USERS = 10;
  private static final OkHttpClient CLIENT = new OkHttpClient();

  Jetty12CoreWithHttp2IT() {
    super(new WithoutServlets());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/completed", "/written", "/written-between", "/event", "/read"})
  void callsBackForEachStreamWithItsOwnCaller(String way) throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    try (Http2Connection connection = new Http2Connection(port)) {
      for (int i = 0; i < CALLS; i++) {
        String user = i % 4 == 0 ? "nobody" : "user" + i % USERS;
        String to = URLEncoder.encode(downstream.inEstate('/' + user), "UTF-8");
        answers.add(connection.get(way + "?to=" + to, tokenOf(user)));
      }
      for (CompletableFuture<String> answer : answers) {
        answer.get(60, TimeUnit.SECONDS);
      }
      downstream.await(CALLS); // before the connection is closed, which ends what is to be told
    }

    List<String> anothers = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Downstream.Received call : downstream.await(CALLS)) {
      String owner = call.path.substring(1);
      String user = call.user() == null ? "nobody" : call.user();
      if (!owner.equals(user)) {
        (user.equals("nobody") ? lost : anothers).add(owner + " as " + user);
      }
    }
    assertThat(anothers).isEmpty();
    assertThat(lost).isEmpty();
    assertThat(downstream.received()).hasSize(CALLS);
  }

  private static void call(Request request) {
    String to = Request.extractQueryParameters(request).getValue("to");
    try {
      CLIENT.newCall(new okhttp3.Request.Builder().url(to).build()).execute().close();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static final class WithoutServlets implements TestServer {
    private final JettyServer jetty = new JettyServer();

    @Override
    public Class<?> libraryClass() {
      return jetty.libraryClass();
    }

    @Override
    public int start() throws Exception {
      return jetty.start(
          new EventsHandler(new CallingBack()) {
            @Override
            protected void onComplete(Request request, Throwable failure) {
              if (Request.getPathInContext(request).equals("/event")) {
                call(request);
              }
            }
          });
    }

    @Override
    public void stop() throws Exception {
      jetty.stop();
    }
  }

  private static final class CallingBack extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (Request.getPathInContext(request)) {
        case "/completed":
          request.addHttpStreamWrapper(stream -> new Completed(stream, request));
          write(response, true, callback);
          break;
        case "/written":
          write(response, true, Callback.from(() -> call(request), callback));
          break;
        case "/written-between":
          write(
              response,
              false,
              Callback.from(
                  () -> {
                    call(request);
                    write(response, true, callback);
                  },
                  callback::failed));
          break;
        case "/read":
          request.demand(
              () -> {
                call(request);
                write(response, true, callback);
              });
          break;
        default:
          write(response, true, callback);
      }
      return true;
    }

    private static void write(Response response, boolean last, Callback callback) {
      response.write(last, ByteBuffer.wrap(new byte[] {'x'}), callback);
    }
  }

  /** What a completion listener is, in every version. */
  private static final class Completed extends HttpStream.Wrapper {
    private final Request request;

    Completed(HttpStream stream, Request request) {
      super(stream);
      this.request = request;
    }

    @Override
    public void succeeded() {
      call(request);
      super.succeeded();
    }
  }
}
