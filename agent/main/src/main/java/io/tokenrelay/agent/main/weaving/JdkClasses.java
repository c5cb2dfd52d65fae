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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Weaves the JDK itself. */
public final class JdkClasses {
  private JdkClasses() {}

  /**
   * Weaves them, those included that the JVM has loaded by now.
   *
   * @return how many there are
   */
  public static int weave(Instrumentation jvm, Config config, WeavingLog log) {
    if (config.isEnabled(Instrumentations.URL_CONNECTION)) {
      UrlRequests.watch(new UrlRelay(jvm, new ClientLog(Instrumentations.URL_CONNECTION, log)));
    }
    if (config.isEnabled(Instrumentations.HTTP_CLIENT)) {
      HttpClientRequests.watch(
          new HttpClientRelay(jvm, new ClientLog(Instrumentations.HTTP_CLIENT, log)));
    }
    JdkTransformer transformer = new JdkTransformer(new Enabled(config), log);
    Set<String> names = transformer.classNames();
    if (!names.isEmpty()) {
      jvm.addTransformer(transformer, true);
      List<Class<?>> present = new ArrayList<>();
      for (Class<?> loaded : jvm.getAllLoadedClasses()) {
        if (names.contains(loaded.getName()) && JdkTransformer.isJdks(loaded)) {
          present.add(loaded);
        }
      }
      reload(jvm, present, log);
    }
    return names.size();
  }

  /** All at once, which stops the JVM once; one by one where one of them will not be changed. */
  private static void reload(Instrumentation jvm, List<Class<?>> present, WeavingLog log) {
    try {
      jvm.retransformClasses(present.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      for (Class<?> each : present) {
        reload(jvm, each, log);
      }
    }
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

  /** Which of them are switched on. A class, since no lambda is created in premain. */
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
