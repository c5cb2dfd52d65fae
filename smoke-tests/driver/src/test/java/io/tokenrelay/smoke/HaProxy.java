package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real HAProxy, as packaged by Debian, with the recipe of the documentation. */
final class HaProxy implements AutoCloseable {
  private final Process process;
  private final Path socket;
  final int port;

  private HaProxy(Process process, Path socket, int port) {
    this.process = process;
    this.socket = socket;
    this.port = port;
  }

  /**
   * A check that is slow, since this machine is busy, has not failed.
   *
   * @param backend as in the documentation, with its servers
   */
  static HaProxy before(String backend, Path program, Path folder) throws IOException {
    int port = AgentStatus.onFreePort().port();
    Path socket = folder.resolve("haproxy.sock");
    Path configuration = folder.resolve("haproxy.cfg");
    Files.writeString(
        configuration,
        """
        global
          stats socket %s mode 600
        defaults
          mode http
          timeout connect 5s
          timeout check 10s
          timeout client 30s
          timeout server 30s
        frontend shop
          bind 127.0.0.1:%d
          default_backend orders
        %s
        """
            .formatted(socket, port, backend));
    Process process =
        new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    return new HaProxy(process, socket, port);
  }

  /** Whether it holds a server for healthy now; no server is, before it runs. */
  boolean sendsTo(String server) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap("show stat orders 4 -1\n".getBytes(UTF_8)));
      String lines = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      return lines
          .lines()
          .anyMatch(line -> line.startsWith("orders," + server + ",") && line.contains(",UP,"));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether it holds each for what is said of it. */
  boolean sendsTo(Map<String, Boolean> servers) {
    return servers.entrySet().stream().allMatch(each -> sendsTo(each.getKey()) == each.getValue());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
