package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.bootstrap.HttpClientRequests;
import io.tokenrelay.bootstrap.UrlRequests;
import io.tokenrelay.instrumentation.jdk.ClientListener;
import io.tokenrelay.instrumentation.jdk.HttpClientRelay;
import io.tokenrelay.instrumentation.jdk.JdkTransformer;
import io.tokenrelay.instrumentation.jdk.UrlRelay;
import io.tokenrelay.instrumentation.spi.Role;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The instrumentations of the JDK itself: they have no service entry, being no libraries. */
public final class JdkClasses {
  private static final String URL_CONNECTION = "httpurlconnection";
  private static final String HTTP_CLIENT = "java-http-client";
  private static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              "executors",
              "threads",
              "forkjoin",
              "completable-future",
              "virtual-threads",
              URL_CONNECTION,
              HTTP_CLIENT));

  private JdkClasses() {}

  /** The names that switch them. */
  static List<String> instrumentations() {
    return NAMES;
  }

  /**
   * Weaves them, those included that the JVM has loaded by now.
   *
   * @return how many there are
   */
  public static int weave(Instrumentation jvm, Config config, WeavingLog log) {
    if (config.isEnabled(URL_CONNECTION)) {
      UrlRequests.watch(new UrlRelay(jvm, new ClientLog(URL_CONNECTION, log)));
    }
    if (config.isEnabled(HTTP_CLIENT)) {
      HttpClientRequests.watch(new HttpClientRelay(jvm, new ClientLog(HTTP_CLIENT, log)));
    }
    JdkTransformer transformer = new JdkTransformer(new Enabled(config), log);
    Set<String> names = transformer.classNames();
    if (!names.isEmpty()) {
      jvm.addTransformer(transformer, true);
      for (Class<?> loaded : jvm.getAllLoadedClasses()) {
        if (names.contains(loaded.getName()) && JdkTransformer.isJdks(loaded)) {
          reload(jvm, loaded, log);
        }
      }
    }
    return names.size();
  }

  private static void reload(Instrumentation jvm, Class<?> loaded, WeavingLog log) {
    try {
      jvm.retransformClasses(loaded);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      log.failed(loaded.getName(), e);
    }
  }

  /** What keeps calls of the JDK's own clients from their token is said as for a library's. */
  private static final class ClientLog implements ClientListener {
    private final String client;
    private final WeavingLog log;

    ClientLog(String client, WeavingLog log) {
      this.client = client;
      this.log = log;
    }

    @Override
    public void switchedOff(Throwable why) {
      log.switchedOff(client, Role.WRITES, "the JDK", why);
    }
  }

  /** Which of them are switched on. A class, since no lambda is made in premain. */
  private static final class Enabled implements Predicate<String> {
    private final Config config;

    Enabled(Config config) {
      this.config = config;
    }

    @Override
    public boolean test(String instrumentation) {
      return config.isEnabled(instrumentation);
    }
  }
}
