package io.tokenrelay.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spring Cloud Gateway in a JVM of its own, in front of two services of the estate and a partner's.
 * It hands requests on with the headers that they came with; below {@code /kept/} it keeps the
 * {@code Authorization} to itself.
 */
final class SpringCloudGateway implements AutoCloseable {
  /**
   * One gateway to test: where its class path lies, what its properties are called, what is set.
   */
  record Kind(
      String name,
      String client,
      String module,
      String prefix,
      boolean onJava8,
      List<String> properties) {
    Kind(
        String name,
        String client,
        String module,
        String prefix,
        boolean onJava8,
        String... properties) {
      this(name, client, module, prefix, onJava8, Arrays.asList(properties));
    }

    Jdk jdk() {
      return onJava8 ? Jdks.require(8) : Jdk.running();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Installation INSTALLATION = Installation.fromSystemProperties();
  private static final String COOKIE = "estate";

  final Ledger ledger = new Ledger();
  private final Map<String, HttpObserver> services;
  private final JavaProcess process;
  private final int port;
  private final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SpringCloudGateway(Kind kind, Path folder, IssuerInAFile issuer) throws Exception {
    this.folder = folder;
    Bearers bearers = Bearers.signedWith(issuer.publicKeys());
    this.services =
        Map.of(
            "orders", new HttpObserver("orders", bearers, ledger::add),
            "stock", new HttpObserver("stock", bearers, ledger::add),
            "partner", new HttpObserver("partner", bearers, ledger::add));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    arguments.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    arguments.add("-Dreactor.netty.ioWorkerCount=1");
    arguments.add("-javaagent:" + INSTALLATION.agent());
    arguments.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    arguments.add("-Dtokenrelay.jwks-file=" + issuer.keys());
    arguments.add("-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE);
    arguments.add("-Dtokenrelay.capture.sources=authorization,cookie:" + COOKIE);
    arguments.add("-Dtokenrelay.propagation.deny=localhost");
    arguments.add("-Dtokenrelay.log.level=debug");
    String classPath = INSTALLATION.classPathOf("services/gateways/" + kind.module());
    arguments.addAll(List.of("-cp", classPath, "com.example.gateway.Gateway"));
    arguments.addAll(List.of("--server.address=127.0.0.1", "--server.port=0"));
    arguments.addAll(kind.properties());
    route(arguments, kind, 0, "orders", false);
    route(arguments, kind, 1, "stock", false);
    route(arguments, kind, 2, "partner", false);
    route(arguments, kind, 3, "orders", true);
    route(arguments, kind, 4, "stock", true);
    route(arguments, kind, 5, "partner", true);
    this.process =
        JavaProcess.start("gateway", kind.jdk(), folder.resolve("gateway.log"), arguments);
    this.port = process.awaitPort();
  }

  static SpringCloudGateway start(Kind kind, Path folder, IssuerInAFile issuer) throws Exception {
    return new SpringCloudGateway(kind, folder, issuer);
  }

  static Path folderOf(Kind kind) throws IOException {
    return INSTALLATION.freshFolder(kind.name());
  }

  private void route(List<String> arguments, Kind kind, int number, String service, boolean kept) {
    String route = "--" + kind.prefix() + ".routes[" + number + "].";
    String host = service.equals("partner") ? "localhost" : "127.0.0.1";
    HttpObserver observer = services.get(service);
    arguments.add(route + "id=" + service + number);
    arguments.add(route + "uri=http://" + host + ":" + observer.port());
    arguments.add(route + "predicates[0]=Path=" + (kept ? "/kept/" : "/") + service + "/**");
    if (kept) {
      arguments.add(route + "filters[0]=RemoveRequestHeader=Authorization");
    }
  }

  /** Answers the status. */
  int get(String path, @Nullable String token, boolean inCookie) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (token != null && inCookie) {
      request.header("Cookie", COOKIE + "=" + token);
    } else if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** What the agent has printed so far. */
  List<String> agentLines() throws IOException {
    return Logs.ofAgent(folder, "gateway");
  }

  @Override
  public void close() {
    process.close();
    services.values().forEach(HttpObserver::close);
  }
}
