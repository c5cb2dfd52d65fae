package io.tokenrelay.agent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.MonotonicMillis;
import io.tokenrelay.agent.relay.OwnThread;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.JwksProperties;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What premain pays for. */
class StartTest {
  /** What the configuration reads URLs with; nothing is asked by it. */
  private static final String READ = "java.net.URI";

  @Test
  void loadsNeitherNimbusNorCaffeineNorAnythingThatFetches() throws Exception {
    try (Recording loader = new Recording()) {
      Class<?> here = loader.loadClass(StartTest.class.getName());
      Method create = here.getDeclaredMethod("create");
      create.setAccessible(true);
      AutoCloseable verifier = (AutoCloseable) create.invoke(null);
      verifier.close();
      assertThat(loader.asked)
          .contains(CachingTokenVerifier.class.getName())
          .noneMatch(name -> name.startsWith("com.nimbusds"))
          .noneMatch(name -> name.startsWith("com.github.benmanes"))
          .noneMatch(name -> name.contains(".verify.introspection."))
          .noneMatch(name -> name.contains(".verify.revocation."))
          .noneMatch(name -> name.startsWith("javax.net"))
          .noneMatch(name -> name.startsWith("java.net") && !name.startsWith(READ));
    }
  }

  /** Called in the recording loader. */
  static AutoCloseable create() {
    IssuerSettings issuer = TestIssuer.issuer("default", "http://localhost").build();
    Values fetching = Values.defaults().with(JwksProperties.PREFETCH, false);
    return CachingTokenVerifier.create(
        TestSettings.of(Collections.singletonList(issuer)).with(fetching).build(),
        new Counters(),
        new MonotonicMillis());
  }

  @Test
  void threadsOfTheKeysInheritNothing() {
    Thread application = Thread.currentThread();
    ClassLoader before = application.getContextClassLoader();
    try {
      application.setContextClassLoader(new ClassLoader(before) {});
      startThreadsOfTheKeys();
    } finally {
      application.setContextClassLoader(before);
    }
  }

  @Test
  void threadsOfTheKeysKeepNoInheritableThreadLocal() throws Exception {
    InheritableThreadLocal<Object> ofTheApplication = new InheritableThreadLocal<>();
    ofTheApplication.set("a web application's");
    try {
      AtomicReference<Object> seen = new AtomicReference<>();
      Thread own =
          OwnThread.start(
              "tokenrelay-test", () -> seen.set(String.valueOf(ofTheApplication.get())));
      own.join();
      assertThat(seen).hasValue("null");
    } finally {
      ofTheApplication.remove();
    }
  }

  @Test
  void noThreadIsStartedBeforeTheFirstToken() {
    IssuerSettings issuer = TestIssuer.issuer("waits", "http://localhost").build();
    try (CachingTokenVerifier verifier =
        CachingTokenVerifier.create(
            TestSettings.of(Collections.singletonList(issuer)).build(),
            new Counters(),
            new MonotonicMillis())) {
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("tokenrelay-keys-waits"));
      assertThat(verifier.remembered()).isZero();
    }
  }

  private static void startThreadsOfTheKeys() {
    IssuerSettings issuer = TestIssuer.issuer("inherits", "http://localhost").build();
    Values fetching = Values.defaults().with(JwksProperties.PREFETCH, false);
    try (CachingTokenVerifier verifier =
        CachingTokenVerifier.create(
            TestSettings.of(Collections.singletonList(issuer)).with(fetching).build(),
            new Counters(),
            new MonotonicMillis())) {
      verifier.prefetch();
      Thread thread =
          Thread.getAllStackTraces().keySet().stream()
              .filter(candidate -> candidate.getName().equals("tokenrelay-keys-inherits"))
              .findAny()
              .orElseThrow(AssertionError::new);
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getContextClassLoader()).isSameAs(OwnThread.class.getClassLoader());
      assertThat(verifier.remembered()).isZero();
    }
  }

  /** Defines everything of the class path itself and notes what it is asked for. */
  private static final class Recording extends URLClassLoader {
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    Recording() throws Exception {
      super(classPath(), ClassLoader.getSystemClassLoader().getParent());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      return super.loadClass(name, resolve);
    }

    private static URL[] classPath() throws Exception {
      List<URL> urls = new ArrayList<>();
      String path =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      for (String entry : Arrays.asList(path.split(System.getProperty("path.separator")))) {
        urls.add(new java.io.File(entry).toURI().toURL());
      }
      return urls.toArray(new URL[0]);
    }
  }
}
