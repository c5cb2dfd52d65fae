package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.samples.CarryingInstrumentation;
import io.tokenrelay.instrumentation.samples.SampleInstrumentation;
import io.tokenrelay.instrumentation.samples.ShowingInstrumentation;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.RelocatedInstrumentation;
import io.tokenrelay.instrumentation.spi.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.Opcodes;

/** The weaving of this JVM: there can be only one, and libraries that were there before it. */
final class Attached {
  static final Events EVENTS = new Events();
  static final Object LOADED_BEFORE = library(Opcodes.V1_8);
  static final Object OLD_AND_LOADED_BEFORE = library(Opcodes.V1_6);
  static final Weaving WEAVING =
      Weaving.start(
          ByteBuddyAgent.install(),
          Arrays.asList(
              new SampleInstrumentation(),
              new CarryingInstrumentation(),
              new ShowingInstrumentation(),
              copy(new SampleInstrumentation(), "shop.library"),
              copy(new CarryingInstrumentation(), "shop.library"),
              copy(new CarryingInstrumentation(), "acme.shaded")),
          Attached.class.getClassLoader(),
          false,
          EVENTS);

  private Attached() {}

  private static Instrumentation copy(Instrumentation original, String prefix) {
    return new RelocatedInstrumentation(
        original, ShadedCopyTest.as(prefix), Collections.<String>emptyList());
  }

  /** A sample library in a class file version of choice, loaded by a loader of its own. */
  static Object library(int version) {
    try {
      return new LibraryLoader(version)
          .loadClass(SampleInstrumentation.LIBRARY)
          .getConstructor()
          .newInstance();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  static final class Events implements WeavingListener {
    final Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
    final Queue<String> off = new ConcurrentLinkedQueue<>();
    final Queue<String> notWoven = new ConcurrentLinkedQueue<>();
    final AtomicInteger postponed = new AtomicInteger();

    @Override
    public void woven(String type, int rules) {}

    @Override
    public void misfit(String instrumentation, String type, String reason) {
      notWoven.add(type + ": " + reason);
    }

    @Override
    public void notWoven(String type, String reason) {
      notWoven.add(type + ": " + reason);
    }

    @Override
    public void postponed() {
      postponed.incrementAndGet();
    }

    @Override
    public void late(String type) {}

    @Override
    public void linked(String advice, String method) {}

    @Override
    public void adviceFailed(String advice, Throwable failure) {
      failed.add(failure);
    }

    @Override
    public void switchedOff(String instrumentation, Role role, String place, Throwable failure) {
      off.add(instrumentation + " " + role);
    }

    @Override
    public void opened(String instrumentation, String place, Throwable failure) {
      off.add(instrumentation + " OPEN");
    }
  }
}
