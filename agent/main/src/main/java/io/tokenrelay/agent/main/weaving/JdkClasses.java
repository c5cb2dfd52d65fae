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
  private final Instrumentation jvm;
  private final JdkTransformer transformer;
  private final WeavingLog log;
  private final Set<String> names;

  private JdkClasses(Instrumentation jvm, JdkTransformer transformer, WeavingLog log) {
    this.jvm = jvm;
    this.transformer = transformer;
    this.log = log;
    this.names = transformer.classNames();
  }

  /** Weaves them, those included that the JVM has loaded by now. */
  public static JdkClasses weave(Instrumentation jvm, Config config, WeavingLog log) {
    if (config.isEnabled(Instrumentations.URL_CONNECTION)) {
      UrlRequests.watch(new UrlRelay(jvm, new ClientLog(Instrumentations.URL_CONNECTION, log)));
    }
    if (config.isEnabled(Instrumentations.HTTP_CLIENT)) {
      HttpClientRequests.watch(
          new HttpClientRelay(jvm, new ClientLog(Instrumentations.HTTP_CLIENT, log)));
    }
    JdkTransformer transformer = new JdkTransformer(new Enabled(config), log);
    JdkClasses classes = new JdkClasses(jvm, transformer, log);
    if (!classes.names.isEmpty()) {
      jvm.addTransformer(transformer, true);
      classes.weaveMissed();
    }
    return classes;
  }

  /** How many there are. */
  public int count() {
    return names.size();
  }

  /**
   * Weaves those that were loaded without the agent being asked: before it started, and later while
   * a transformer was running.
   */
  public void weaveMissed() {
    List<Class<?>> missed = new ArrayList<>();
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (names.contains(loaded.getName()) && transformer.hasMissed(loaded)) {
        missed.add(loaded);
      }
    }
    if (!missed.isEmpty()) {
      reload(missed);
    }
  }

  /** All at once, which stops the JVM once; one by one where one of them will not be changed. */
  private void reload(List<Class<?>> missed) {
    try {
      jvm.retransformClasses(missed.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      for (Class<?> each : missed) {
        reload(each);
      }
    }
  }

  private void reload(Class<?> loaded) {
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
