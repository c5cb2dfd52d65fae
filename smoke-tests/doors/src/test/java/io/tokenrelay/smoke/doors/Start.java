package io.tokenrelay.smoke.doors;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One start of a server: its folder, its port, its Java, and the agent's options. */
final class Start {
  private static final Path FOLDER = Path.of(System.getProperty("doors.folder"));

  final int port = freePort();
  final Path log;
  private final Server server;
  private final Path folder;
  private final Path javaHome;
  private final List<String> agentOptions = new ArrayList<>();

  /**
   * @param options what is set of the agent's, beyond its issuer
   */
  Start(Server server, String name, Path javaHome, String... options) throws IOException {
    this.server = server;
    this.javaHome = javaHome;
    this.folder = FOLDER.resolve("run").resolve(name);
    delete(folder);
    Files.createDirectories(folder);
    this.log = folder.resolve("agent.log");
    agentOptions.add("-javaagent:" + System.getProperty("agent.jar"));
    agentOptions.add("-Dtokenrelay.issuer=https://issuer.test/realms/estate");
    agentOptions.add("-Dtokenrelay.jwks-file=" + FOLDER.resolve("issuer/jwks.json"));
    agentOptions.add("-Dtokenrelay.audiences=estate");
    agentOptions.add("-Dtokenrelay.log.level=debug");
    agentOptions.add("-Dtokenrelay.log.file=" + log);
    agentOptions.addAll(Arrays.asList(options));
  }

  void agentOption(String option) {
    agentOptions.add(option);
  }

  List<String> agentOptions() {
    return agentOptions;
  }

  String javaHome() {
    return javaHome.toString();
  }

  String javaCommand() {
    return javaHome.resolve("bin/java").toString();
  }

  /** Where everything that the server writes goes. */
  File console() {
    return folder.resolve("console.log").toFile();
  }

  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  Path war(Path archive) throws IOException {
    return War.write(archive, server.jakarta, server.hasFaces());
  }

  /** A server's folder, by the beginning of its name. */
  Path unpacked(String prefix) throws IOException {
    return find(prefix);
  }

  /** A server that is one jar, by the beginning of its name. */
  Path copied(String prefix) throws IOException {
    return find(prefix);
  }

  /** A JVM with the agent. */
  ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(agentOptions);
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }

  /**
   * A start script.
   *
   * @param variable the environment variable in which it looks for the JVM's options, if any
   */
  ProcessBuilder script(Path script, @Nullable String variable, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add(script.toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("JAVA_HOME", javaHome());
    if (variable != null) {
      process.environment().put(variable, String.join(" ", agentOptions));
    }
    return process;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static Path find(String prefix) throws IOException {
    try (Stream<Path> servers = Files.list(FOLDER.resolve("servers"))) {
      return servers
          .filter(each -> each.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + prefix + " in target/servers"));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.forEach(files::add);
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
  }
}
