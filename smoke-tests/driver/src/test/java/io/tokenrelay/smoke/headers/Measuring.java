package io.tokenrelay.smoke.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.JavaProcess;
import io.tokenrelay.smoke.Jdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A service on one client in a JVM of its own, the service that it calls, and the relay between.
 */
final class Measuring implements AutoCloseable {
  private static final int REQUESTS = 100;

  private static final Installation INSTALLATION = Installation.fromSystemProperties();

  private final HttpClient users =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Tokens tokens = new Tokens();
  private final Path folder;
  private final Path keys;
  private final JavaProcess http;
  private final JavaProcess grpc;

  Measuring() throws Exception {
    folder = INSTALLATION.freshFolder("header-cost");
    keys = Files.writeString(folder.resolve("keys.json"), tokens.keys());
    http = start("called-http", List.of(), "Called", "http");
    grpc = start("called-grpc", List.of(), "Called", "grpc");
  }

  Tokens tokens() {
    return tokens;
  }

  Path logs() {
    return folder;
  }

  /** With the agent, which relays. */
  Cost relayed(Client client) throws Exception {
    return cost(
        client,
        false,
        "-javaagent:" + INSTALLATION.agent(),
        "-Dtokenrelay.issuer=" + Tokens.ISSUER,
        "-Dtokenrelay.jwks-file=" + keys,
        "-Dtokenrelay.log.level=debug");
  }

  /** Without, where the application itself sets the header. */
  Cost own(Client client) throws Exception {
    return cost(client, true);
  }

  private Cost cost(Client client, boolean own, String... options) throws Exception {
    JavaProcess called = client == Client.GRPC ? grpc : http;
    String name = client.program + (own ? "-own" : "-relayed");
    try (CountingRelay relay = new CountingRelay(called.awaitPort());
        JavaProcess caller =
            start(
                name,
                List.of(options),
                "Caller",
                client.program,
                "http://127.0.0.1:" + relay.port() + "/orders",
                "" + own)) {
      URI uri = URI.create("http://127.0.0.1:" + caller.awaitPort() + "/");
      double none = bytes(relay, uri, List.of(""));
      List<String> whole = tokens.whole;
      List<String> slim = tokens.slim;
      Cost cost =
          new Cost(
              bytes(relay, uri, whole.subList(0, 1)) - none,
              bytes(relay, uri, whole) - none,
              bytes(relay, uri, slim.subList(0, 1)) - none,
              bytes(relay, uri, slim) - none);
      assertThat(relay.connections()).as("connections of " + name).isEqualTo(1);
      return cost;
    }
  }

  /** On average, once each of these users has been seen. */
  private double bytes(CountingRelay relay, URI uri, List<String> inTurn) throws Exception {
    for (int request = 0; request < Tokens.USERS; request++) {
      ask(uri, inTurn.get(request % inTurn.size()));
    }
    long before = relay.bytes();
    for (int request = 0; request < REQUESTS; request++) {
      ask(uri, inTurn.get(request % inTurn.size()));
    }
    return (relay.bytes() - before) / (double) REQUESTS;
  }

  private void ask(URI uri, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    assertThat(users.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private JavaProcess start(String name, List<String> options, String program, String... arguments)
      throws Exception {
    Jdk jdk = Jdk.find(17).orElseGet(Jdk::running);
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    all.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    all.addAll(List.of("-cp", INSTALLATION.classPathOf("services/callers")));
    all.add("com.example.callers." + program);
    all.addAll(List.of(arguments));
    return JavaProcess.start(name, jdk, folder.resolve(name + ".log"), all);
  }

  @Override
  public void close() {
    http.close();
    grpc.close();
  }
}
