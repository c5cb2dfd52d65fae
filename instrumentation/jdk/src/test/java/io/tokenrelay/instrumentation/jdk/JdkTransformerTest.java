package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The transformer as the JVM calls it, without a JVM that is woven. */
final class JdkTransformerTest {
  private static final String TASK = "java/util/concurrent/FutureTask";

  private final List<String> events = new ArrayList<>();
  private final JdkTransformer.Listener listener =
      new JdkTransformer.Listener() {
        @Override
        public void woven(String className, int joinPoints) {
          events.add("woven " + className);
        }

        @Override
        public void failed(String className, Throwable why) {
          events.add("failed " + className);
        }

        @Override
        public void postponed() {
          events.add("postponed");
        }
      };
  private final JdkTransformer transformer = new JdkTransformer(group -> true, listener);

  private static byte[] classFile(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void weavesAClassOfTheTable() throws Exception {
    byte[] original = classFile(TASK);
    assertThat(transformer.transform(null, TASK, null, null, original)).isNotNull();
    assertThat(events).containsExactly("woven " + TASK);
  }

  @Test
  void weavesTheSameClassTheSameWayAgain() throws Exception {
    byte[] original = classFile(TASK);
    assertThat(transformer.transform(null, TASK, null, null, original))
        .isEqualTo(transformer.transform(null, TASK, null, null, original));
  }

  @Test
  void answersNullForEveryOtherClass() throws Exception {
    byte[] any = classFile("java/lang/Integer");
    ClassLoader application = getClass().getClassLoader();
    assertThat(transformer.transform(null, "java/lang/Integer", null, null, any)).isNull();
    assertThat(transformer.transform(null, null, null, null, any)).isNull();
    assertThat(transformer.transform(application, TASK, null, null, any)).isNull();
    assertThat(events).isEmpty();
  }

  @Test
  void leavesAClassFileOfAFutureJdkAloneAndSaysSo() throws Exception {
    byte[] future = classFile(TASK);
    future[7] = (byte) 200;
    assertThat(transformer.transform(null, TASK, null, null, future)).isNull();
    assertThat(events).containsExactly("failed " + TASK);
  }

  @Test
  void neverThrowsAtTheJvm() {
    assertThat(transformer.transform(null, TASK, null, null, new byte[0])).isNull();
    assertThat(events).containsExactly("failed " + TASK);
  }

  @Test
  void weavesNothingThatRunsWhenEveryGroupIsOff() {
    assertThat(new JdkTransformer(group -> false, listener).classNames())
        .containsExactlyInAnyOrder(
            "java.net.Authenticator",
            "java.net.ProxySelector",
            "java.net.CookieHandler",
            "java.net.ServerSocket",
            "sun.net.www.protocol.http.AuthenticationInfo",
            "sun.nio.ch.ServerSocketChannelImpl",
            "sun.nio.ch.AsynchronousServerSocketChannelImpl");
  }

  @Test
  void asksForTheNamesThatTheConfigurationHas() {
    List<String> asked = new ArrayList<>();
    new JdkTransformer(group -> !asked.add(group), listener).classNames();
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "executors",
            "threads",
            "forkjoin",
            "completable-future",
            "virtual-threads",
            "httpurlconnection",
            "java-http-client");
  }

  @Test
  void aSwitchedOffGroupCapturesNothingAndKeepsItsRunPoints() {
    JdkTransformer some = new JdkTransformer("completable-future"::equals, listener);
    assertThat(some.classNames())
        .contains("java.util.concurrent.CompletableFuture$UniApply")
        .contains("java.util.concurrent.ForkJoinPool", "java.util.concurrent.FutureTask")
        .doesNotContain("java.lang.VirtualThread")
        .doesNotContain("java.util.Timer");
  }
}
