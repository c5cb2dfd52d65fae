package io.tokenrelay.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Undertow answers by its handlers, before any servlet or without one, is shut as well. */
@TestInstance(Lifecycle.PER_CLASS)
class UndertowHandlersEnforcesIT {
  private static final String ANSWER = "answered by ";

  private final TestIssuer issuer = TestIssuer.load();
  private @Nullable Undertow undertow;
  private int port;

  @BeforeAll
  void start(@TempDir Path files) throws Exception {
    Files.write(files.resolve("file.txt"), (ANSWER + "a file").getBytes(StandardCharsets.UTF_8));
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowHandlersEnforcesIT.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("application")
            .addOuterHandlerChainWrapper(next -> answering("/outer", next))
            .addInitialHandlerChainWrapper(next -> answering("/initial", next));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    HttpHandler handlers =
        new PathHandler(deployment.start())
            .addPrefixPath("/files", new ResourceHandler(new PathResourceManager(files, 100)))
            .addPrefixPath("/io", answering("", null))
            .addPrefixPath("/worker", request -> request.dispatch(answering("", null)))
            .addPrefixPath("/blocking", UndertowHandlersEnforcesIT::answerBlocking)
            .addPrefixPath("/health", answering("", null));
    Undertow started =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setIoThreads(1)
            .setWorkerThreads(4)
            .setHandler(handlers)
            .build();
    started.start();
    undertow = started;
    port = ((InetSocketAddress) started.getListenerInfo().get(0).getAddress()).getPort();
  }

  @AfterAll
  void stop() {
    if (undertow != null) {
      undertow.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files/file.txt",
        "/outer",
        "/initial",
        "/io",
        "/worker",
        "/blocking",
        "/unknown"
      })
  void asksEveryHandlersCallerForAToken(String path) throws Exception {
    for (int again = 0; again < 3; again++) { // on one connection
      try (ClientConnection connection = new ClientConnection(port)) {
        assertShut(get(connection, path, null));
        assertShut(get(connection, path, issuer.forgedToken("mallory")));
        ClientConnection.Answer answer = get(connection, path, issuer.token("alice"));
        if (path.equals("/unknown")) {
          assertThat(answer.status).isEqualTo(404);
        } else {
          assertThat(answer.status).isEqualTo(200);
          assertThat(answer.body).startsWith(ANSWER);
        }
        assertShut(get(connection, path, null));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health"})
  void letsWhatIsExemptThrough(String path) throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(get(connection, path, null).body).startsWith(ANSWER);
    }
  }

  /** Else a few clients could keep every worker waiting. */
  @Test
  void waitsForNothingThatARejectedClientHasStillToSend() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) { // there are four workers
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(60_000);
        slow.add(client);
        client
            .getOutputStream()
            .write(
                ("POST /io HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
                        + (i % 2 == 0 ? "" : "Authorization: Bearer a.b.c\r\n")
                        + "\r\nhello")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(client.getInputStream().read()).isEqualTo('H');
      }
      try (ClientConnection connection = new ClientConnection(port)) {
        assertThat(get(connection, "/worker", issuer.token("alice")).body).startsWith(ANSWER);
      }
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }

  private static ClientConnection.Answer get(
      ClientConnection connection, String path, @Nullable String token) throws Exception {
    return token == null
        ? connection.request("GET", path)
        : connection.request("GET", path, "Authorization", "Bearer " + token);
  }

  private static void assertShut(ClientConnection.Answer answer) {
    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.headers.get("WWW-Authenticate")).startsWith("Bearer realm=\"tokenrelay\"");
    assertThat(answer.body).doesNotContain(ANSWER);
  }

  private static HttpHandler answering(String path, @Nullable HttpHandler next) {
    return request -> {
      if (next == null || request.getRequestPath().equals(path)) {
        request.getResponseSender().send(ANSWER + request.getRequestPath());
      } else {
        next.handleRequest(request);
      }
    };
  }

  private static void answerBlocking(HttpServerExchange request) throws Exception {
    if (request.isInIoThread()) {
      request.dispatch((HttpHandler) UndertowHandlersEnforcesIT::answerBlocking);
      return;
    }
    request.startBlocking();
    request.getOutputStream().write((ANSWER + "a stream").getBytes(StandardCharsets.UTF_8));
  }
}
