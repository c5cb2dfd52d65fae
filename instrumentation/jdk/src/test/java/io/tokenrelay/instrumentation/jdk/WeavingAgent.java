package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.ClassNames;
import io.tokenrelay.bootstrap.Ownership;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The smallest agent: the boot classes lie on the boot class path, this installs the transformer.
 *
 * <p>With {@code -Dload.first=true} every class is there before the transformer, as the application
 * would have it under an AOT cache: all weaving is then retransformation.
 */
public final class WeavingAgent {
  static final Map<String, Integer> WOVEN = new ConcurrentHashMap<>();
  static final Map<String, Throwable> FAILED = new ConcurrentHashMap<>();
  static final boolean LOAD_FIRST = Boolean.getBoolean("load.first");

  static volatile Set<String> classNames;
  static volatile long bytesBefore;

  /** What tasks were told to be lost, by reason and class. */
  static final Set<String> LOST = ConcurrentHashMap.newKeySet();

  /** The loader of the JDK's modules that are not the boot loader's, which is asked first. */
  static final ClassLoader PLATFORM = ClassLoader.getSystemClassLoader().getParent();

  private WeavingAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
    long start = System.nanoTime();
    Ownership.install(
        new Ownership.Rules(
            ClassNames.NONE,
            ClassNames.NONE,
            ClassNames.NONE,
            new String[0],
            new String[0],
            false,
            30_000),
        (loss, task, caller, first) -> LOST.add(loss + " " + task));
    JdkTransformer transformer =
        new JdkTransformer(
            group -> true,
            new JdkTransformer.Listener() {
              @Override
              public void woven(String className, int joinPoints) {
                WOVEN.put(className.replace('/', '.'), joinPoints);
              }

              @Override
              public void failed(String className, Throwable why) {
                FAILED.put(className, why);
              }

              @Override
              public void postponed() {
                FAILED.put("missed", new StackOverflowError());
              }
            });
    classNames = transformer.classNames();
    if (LOAD_FIRST) {
      loadAll();
      bytesBefore = Allocation.ofOneTask();
    }
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (classNames.contains(type.getName())) {
        loaded.add(type);
      }
    }
    instrumentation.addTransformer(new Timed(transformer), true);
    long added = System.nanoTime();
    if (!loaded.isEmpty()) {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    }
    System.out.println(
        "# ready to weave after "
            + (added - start) / 1000
            + " us, retransformed "
            + (loaded.size() < 5 ? loaded : loaded.size() + " classes")
            + " in "
            + (System.nanoTime() - added) / 1000
            + " us");
  }

  /** What weaving costs: all that is spent in the transformer, by its answer. */
  static final class Timed implements ClassFileTransformer {
    private static final LongAdder CHANGED = new LongAdder();
    private static final LongAdder UNCHANGED = new LongAdder();
    private static final LongAdder ASKED = new LongAdder();

    private final ClassFileTransformer timed;

    Timed(ClassFileTransformer timed) {
      this.timed = timed;
    }

    static String sums() {
      return CHANGED.sum() / 1_000_000
          + " ms to weave; "
          + UNCHANGED.sum() / Math.max(1, ASKED.sum())
          + " ns for each of "
          + ASKED.sum()
          + " other classes";
    }

    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile)
        throws IllegalClassFormatException {
      long start = System.nanoTime();
      byte[] answer = timed.transform(loader, name, redefined, domain, classFile);
      long spent = System.nanoTime() - start;
      if (answer == null) {
        UNCHANGED.add(spent);
        ASKED.increment();
      } else {
        CHANGED.add(spent);
      }
      return answer;
    }
  }

  /** Loads all classes of the table that this JDK has; each is verified and woven on the way. */
  static List<String> loadAll() {
    List<String> present = new ArrayList<>();
    for (String name : classNames) {
      try {
        Class.forName(name, false, PLATFORM);
        present.add(name);
      } catch (ClassNotFoundException otherJdk) {
        // The table serves JDK 8 to 25.
      }
    }
    return present;
  }
}
