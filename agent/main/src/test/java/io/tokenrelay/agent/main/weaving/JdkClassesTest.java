package io.tokenrelay.agent.main.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class JdkClassesTest {
  private final List<Class<?>> loaded = new ArrayList<>();
  private final List<Class<?>> retransformed = new ArrayList<>();
  private ClassFileTransformer transformer;
  private boolean refuses;
  private final Instrumentation jvm =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) -> answer(method.getName(), arguments));

  private Object answer(String method, Object[] arguments) {
    switch (method) {
      case "addTransformer":
        transformer = (ClassFileTransformer) arguments[0];
        return null;
      case "getAllLoadedClasses":
        return loaded.toArray(new Class<?>[0]);
      case "retransformClasses":
        retransform((Class<?>[]) arguments[0]);
        return null;
      default:
        throw new UnsupportedOperationException(method);
    }
  }

  private void retransform(Class<?>[] classes) {
    if (refuses && classes.length > 1) {
      throw new UnsupportedOperationException("one of them");
    }
    for (Class<?> each : classes) {
      retransformed.add(each);
      offer(each);
    }
  }

  private void offer(Class<?> type) {
    try {
      transformer.transform(
          type.getClassLoader(), type.getName().replace('.', '/'), type, null, new byte[0]);
    } catch (java.lang.instrument.IllegalClassFormatException e) {
      throw new AssertionError(e);
    }
  }

  private JdkClasses weave() {
    Config config =
        Config.read(
            Given.property("tokenrelay.issuer", "https://idp.example").layers(),
            new Instrumentations(JdkClassesTest.class.getClassLoader()));
    return JdkClasses.weave(
        jvm,
        config,
        new WeavingLog(
            new Counters(),
            new Alarms(),
            () -> {},
            new Instrumentations(JdkClassesTest.class.getClassLoader())));
  }

  @Test
  void whatWasLoadedWithoutUsIsWovenLaterAndOnlyThat() {
    loaded.addAll(Arrays.asList(String.class, LinkedBlockingQueue.class, getClass()));
    JdkClasses classes = weave();
    assertThat(retransformed).containsExactly(LinkedBlockingQueue.class);

    offer(ThreadPoolExecutor.class); // as it is loaded
    loaded.addAll(Arrays.asList(ThreadPoolExecutor.class, FutureTask.class));
    classes.weaveMissed();
    classes.weaveMissed();

    assertThat(retransformed).containsExactly(LinkedBlockingQueue.class, FutureTask.class);
  }

  @Test
  void oneThatCannotBeChangedKeepsNoOtherFromIt() {
    refuses = true;
    loaded.addAll(Arrays.asList(LinkedBlockingQueue.class, FutureTask.class));

    weave();

    assertThat(retransformed).containsExactly(LinkedBlockingQueue.class, FutureTask.class);
  }
}
