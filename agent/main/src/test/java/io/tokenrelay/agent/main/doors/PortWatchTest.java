package io.tokenrelay.agent.main.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortWatchTest {
  private final Alarms alarms = new Alarms();
  private final Set<String> woven = new HashSet<>();
  private final PortWatch watch =
      new PortWatch(
          new GuardedPorts(
              Arrays.asList(new Server("known", true), new Server("transport", false)),
              server -> woven.contains(server.name())),
          alarms,
          true);
  private ServerSocket socket;

  @BeforeEach
  void open() throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  @Test
  void isContentWithAServerThatIsKnown() {
    opens(0, "sun.nio.ch.ServerSocketChannelImpl", "known.Connector", "com.example.Main");

    assertThat(watch.judge(seconds(2))).isFalse();
    assertThat(watch.unguarded()).isEmpty();
    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void saysWhoHasOpenedAPortThatNobodyGuards() {
    opens(0, "java.net.ServerSocket", "sun.net.httpserver.ServerImpl", "com.example.Main");

    assertThat(watch.judge(seconds(2))).as("waits for a server").isTrue();

    String sentence =
        "port " + socket.getLocalPort() + " was opened by sun.net.httpserver.ServerImpl";
    assertThat(watch.unguarded()).containsExactly(sentence);
    assertThat(alarms.unready()).hasSize(1).allMatch(alarm -> alarm.contains(sentence));
    assertThat(watch.judge(seconds(63))).as("and for the port to be closed").isTrue();
    assertThat(alarms.unready()).hasSize(1);
  }

  @Test
  void notesPortsWhereNothingIsEnforcedAndJudgesThemOnceItIs() {
    watch.wants(false);
    opens(0, "java.net.ServerSocket", "com.example.Exporter");
    assertThat(alarms.unready()).isEmpty();

    assertThat(watch.wants(true)).as("no thread waits for it yet").isTrue();
    assertThat(watch.judge(seconds(2))).isTrue();
    assertThat(alarms.unready()).hasSize(1);

    assertThat(watch.wants(false)).isFalse();
    assertThat(alarms.unready()).isEmpty();
    assertThat(watch.judge(seconds(4))).as("the thread ends").isFalse();
    assertThat(watch.wants(true)).as("and another begins").isTrue();
    assertThat(alarms.unready()).hasSize(1);
  }

  @Test
  void doesNotTakeForTheServersWhatAnApplicationOpensWhileTheServerStartsIt() {
    opens(0, "sun.net.httpserver.ServerImpl", "com.example.Listener", "known.Context");
    watch.judge(seconds(2));

    assertThat(watch.unguarded()).hasSize(1);
  }

  @Test
  void takesTheAlarmBackWhenAGuardedPortIsOpened() {
    opens(0, "com.example.Exporter");
    watch.judge(seconds(2));
    opens(10, "known.Connector");

    watch.judge(seconds(12));
    assertThat(alarms.unready()).isEmpty();
    assertThat(watch.unguarded()).hasSize(1);
  }

  @Test
  void raisesItAgainWhenTheGuardedPortIsClosed() throws IOException {
    try (ServerSocket guarded = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      opens(guarded, 0, "known.Connector");
      opens(0, "com.example.Exporter");
      watch.judge(seconds(2));
      assertThat(alarms.unready()).isEmpty();
    }
    assertThat(watch.judge(seconds(4))).isTrue();
    assertThat(alarms.unready()).hasSize(1);
  }

  @Test
  void forgetsAPortThatIsClosed() throws IOException {
    opens(0, "com.example.Exporter");
    watch.judge(seconds(2));
    socket.close();

    assertThat(watch.unguarded()).isEmpty();
    assertThat(watch.judge(seconds(4))).isFalse();
    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void trustsADoorWhoeverHasOpenedItsPort() {
    opens(0, "com.example.BindsForItsServer");
    watch.judge(seconds(2));
    watch.doorSeen();

    assertThat(alarms.unready()).isEmpty();
    watch.judge(seconds(70));
    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void raisesNoAlarmBesideAGuardedPort() {
    opens(0, "known.Connector");
    opens(0, "com.example.Exporter");
    watch.judge(seconds(2));

    assertThat(alarms.unready()).isEmpty();
    assertThat(watch.unguarded()).hasSize(1);
  }

  @Test
  void takesATransportForTheServersOnlyWhereThatIsWoven() {
    opens(0, "transport.Loop");
    watch.judge(seconds(2));
    assertThat(alarms.unready()).hasSize(1);

    woven.add("transport");
    opens(3, "transport.Loop");
    watch.judge(seconds(5));
    assertThat(alarms.unready()).isEmpty();
  }

  @Test
  void judgesNothingBeforeItsServerCanHaveBeenLoaded() {
    opens(0, "com.example.Main");

    assertThat(watch.judge(seconds(1))).isTrue();
    assertThat(watch.unguarded()).isEmpty();
  }

  @Test
  void saysNothingOfAPortThatHasBeenClosedAgain() throws IOException {
    opens(0, "com.example.Main");
    socket.close();

    assertThat(watch.judge(seconds(2))).isFalse();
    assertThat(watch.unguarded()).isEmpty();
  }

  @Test
  void passesOverPortsOfRmiAndOfTheAgentItself() {
    opens(0, "java.net.ServerSocket", "sun.rmi.transport.tcp.TCPTransport", "com.example.Main");
    opens(0, "java.net.ServerSocket", "io.tokenrelay.agent.status.StatusPort");

    assertThat(watch.judge(seconds(2))).isFalse();
    assertThat(watch.unguarded()).isEmpty();
  }

  private void opens(long second, String... classes) {
    opens(socket, second, classes);
  }

  private void opens(ServerSocket socket, long second, String... classes) {
    StackTraceElement[] stack = new StackTraceElement[classes.length];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = new StackTraceElement(classes[i], "bind", null, -1);
    }
    OpenPort port = OpenPort.of(socket, stack, seconds(second));
    if (port != null) {
      watch.add(port);
    }
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static final class Server extends Instrumentation {
    private final boolean alone;

    Server(String name, boolean alone) {
      super(name);
      this.alone = alone;
    }

    @Override
    public boolean isServer() {
      return true;
    }

    @Override
    public String[] opensPortsBy() {
      return alone ? new String[] {name() + '.'} : new String[0];
    }

    @Override
    public String[] opensPortsOver() {
      return alone ? new String[0] : new String[] {name() + '.'};
    }

    @Override
    protected void weave(Weave weave) {}
  }
}
