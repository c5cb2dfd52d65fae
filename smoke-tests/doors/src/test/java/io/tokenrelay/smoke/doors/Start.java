package io.tokenrelay.smoke.doors;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One start of a server: its folder, its port, its Java, its applications and its JVM's options.
 */
final class Start {
  private static final Path FOLDER = Path.of(System.getProperty("doors.folder"));

  /** Many are started, on small machines. */
  private static final String[] CHEAPLY = {
    "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  final int port = freePort();
  final int statusPort = freePort();
  final Path log;
  final List<String> applications = new ArrayList<>(List.of("app"));
  private final Server server;
  private final Path folder;
  private final Path javaHome;
  private final List<String> jvmOptions = new ArrayList<>(List.of(CHEAPLY));
  private final Map<String, Path> archives = new HashMap<>();
  private @Nullable Packing packing;
  private @Nullable String mark;
  private long markPrecision;

  /** How an application becomes a file that a server is given. */
  interface Packing {
    void write(Path archive, String application, int edition) throws IOException;
  }

  /** As the server comes, without the agent. */
  Start(Server server, String name, Path javaHome) throws IOException {
    this.server = server;
    this.javaHome = javaHome;
    this.folder = FOLDER.resolve("run").resolve(name);
    delete(folder);
    Files.createDirectories(folder);
    this.log = folder.resolve("agent.log");
  }

  /** Adds the agent, and what is set of it beyond its issuer. */
  Start withAgent(String... options) {
    jvmOptions.add("-javaagent:" + System.getProperty("agent.jar"));
    jvmOptions.add("-Dtokenrelay.issuer=https://issuer.test/realms/estate");
    jvmOptions.add("-Dtokenrelay.jwks-file=" + FOLDER.resolve("issuer/jwks.json"));
    jvmOptions.add("-Dtokenrelay.audiences=estate");
    jvmOptions.add("-Dtokenrelay.api.request-attribute=true");
    jvmOptions.add("-Dtokenrelay.log.level=debug");
    jvmOptions.add("-Dtokenrelay.log.file=" + log);
    jvmOptions.add("-Dtokenrelay.health.http-port=" + statusPort);
    jvmOptions.addAll(server.agentOptions);
    jvmOptions.addAll(Arrays.asList(options));
    return this;
  }

  /** Puts the web application there twice, where there is room for two, with somebody to call. */
  Start withApplicationsCalling(int calleePort) {
    if (server.platform.holdsTwoApplications) {
      applications.add("two");
    }
    jvmOptions.add("-Dwar.callee=http://127.0.0.1:" + calleePort);
    return this;
  }

  Platform platform() {
    return server.platform;
  }

  List<String> jvmOptions() {
    return jvmOptions;
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

  /** Writes the archive of each application into a folder, where the server finds it. */
  Collection<Path> deploy(Path folder) throws IOException {
    return deploy(
        folder,
        ".war",
        (archive, application, edition) -> War.write(archive, server.platform, edition));
  }

  /** Writes what each application is deployed as into a folder, where the server finds it. */
  Collection<Path> deploy(Path folder, String suffix, Packing packing) throws IOException {
    this.packing = packing;
    for (String application : applications) {
      Path archive = folder.resolve(application + suffix);
      archives.put(application, archive);
      packing.write(archive, application, 1);
    }
    return archives.values();
  }

  /** Replaces what an application is deployed as under the running server. */
  void replace(String application, int edition) throws IOException {
    Path archive = requireNonNull(archives.get(application));
    Path next = folder("next").resolve(archive.getFileName());
    requireNonNull(packing).write(next, application, edition);
    Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The server tells by a file beside the archive that it is deployed.
   *
   * @param suffix what that file's name ends with after the archive's
   * @param precision of its time in milliseconds: some servers give it the archive's
   */
  Start marking(String suffix, long precision) {
    mark = suffix;
    markPrecision = precision;
    return this;
  }

  /**
   * Whether the server has ended all that it does about a new archive. Where it leaves no marks, a
   * request has to ask.
   */
  boolean hasSettled(String application) throws IOException {
    if (mark == null) {
      return true;
    }
    Path archive = requireNonNull(archives.get(application));
    Path deployed = archive.resolveSibling(archive.getFileName() + mark);
    Path deploying = archive.resolveSibling(archive.getFileName() + ".isdeploying");
    return Files.exists(deployed)
        && !Files.exists(deploying)
        && time(deployed) / markPrecision >= time(archive) / markPrecision;
  }

  private static long time(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis();
  }

  /** All that the server has written into files and on the console, but not what the agent has. */
  List<String> serverLogs() throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(file -> file.toString().endsWith(".log") && !file.equals(log)).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      lines.addAll(Arrays.asList(text.replace(folder.toString(), "~").split("\n", -1)));
    }
    return lines;
  }

  /** A server's folder, by the beginning of its name. */
  Path unpacked(String prefix) throws IOException {
    return find(prefix);
  }

  /** A server that is one jar, by the beginning of its name. */
  Path copied(String prefix) throws IOException {
    return find(prefix);
  }

  /** A JVM. */
  ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(jvmOptions);
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
      process.environment().put(variable, String.join(" ", jvmOptions));
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
