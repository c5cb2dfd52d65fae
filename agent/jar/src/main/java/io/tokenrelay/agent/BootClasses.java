package io.tokenrelay.agent;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts the few classes of {@code bootstrap/} into the boot loader, before anything mentions them,
 * and only where something is woven.
 *
 * <p>They are defined one by one: {@code Instrumentation.appendToBootstrapClassLoaderSearch} would
 * switch off the sharing of the application's class data on JDK 25. Appending is only the fallback.
 */
final class BootClasses implements Callable<Void> {
  private static final String FOLDER = "boot/";

  private static final String[] PACKAGES = {
    "io/tokenrelay/bootstrap/", "io/tokenrelay/api/", "java/lang/"
  };

  private static final String LINK = "java.lang.TokenRelay";

  private final AgentClassLoader jar;
  private final Instrumentation jvm;

  BootClasses(AgentClassLoader jar, Instrumentation jvm) {
    this.jar = jar;
    this.jvm = jvm;
  }

  /** Whether an agent has put them there before. */
  static boolean arePresent() {
    try {
      Class.forName(LINK, false, null);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  @Override
  public Void call() throws IOException {
    if (arePresent()) {
      return null;
    }
    Map<String, ByteBuffer> classes = read(jar);
    try {
      Definer definer = Definer.of(jvm);
      for (Map.Entry<String, ByteBuffer> each : classes.entrySet()) {
        definer.define(each.getKey(), each.getValue());
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      TokenRelayAgent.say(
          "WARN boot classes are appended, which may slow down the start of the JVM: " + failure);
      append(classes, jvm);
    }
    return null;
  }

  private static Map<String, ByteBuffer> read(AgentClassLoader jar) throws IOException {
    // In the order of their names: a class comes before the nested classes that extend it.
    Map<String, ByteBuffer> classes = new LinkedHashMap<>();
    for (String folder : PACKAGES) {
      Map<String, ByteBuffer> packed = jar.classesIn(FOLDER + folder);
      if (packed.isEmpty()) {
        throw new IOException("the agent's jar is damaged, it lacks " + FOLDER + folder);
      }
      for (Map.Entry<String, ByteBuffer> each : packed.entrySet()) {
        classes.put(folder + each.getKey(), each.getValue());
      }
    }
    return classes;
  }

  private static void append(Map<String, ByteBuffer> classes, Instrumentation jvm)
      throws IOException {
    File file = File.createTempFile("tokenrelay-boot", ".jar");
    file.deleteOnExit();
    try (ZipOutputStream zip = new ZipOutputStream(new FileOutputStream(file))) {
      for (Map.Entry<String, ByteBuffer> each : classes.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey() + ".class"));
        ByteBuffer bytes = each.getValue();
        zip.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        zip.closeEntry();
      }
    }
    jvm.appendToBootstrapClassLoaderSearch(new JarFile(file, false));
  }

  /** {@code Unsafe.defineClass} with a null loader: the JDK's internal one, or Java 8's. */
  private static final class Definer {
    private final Object unsafe;
    private final Method defineClass;

    private Definer(Object unsafe, Method defineClass) {
      this.unsafe = unsafe;
      this.defineClass = defineClass;
    }

    static Definer of(Instrumentation jvm) throws ReflectiveOperationException {
      Class<?> type;
      Object unsafe;
      if (System.getProperty("java.specification.version", "1.8").startsWith("1.")) {
        type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafe = instance.get(null);
      } else {
        open(jvm, "jdk.internal.misc");
        type = Class.forName("jdk.internal.misc.Unsafe");
        unsafe = type.getMethod("getUnsafe").invoke(null);
      }
      return new Definer(
          unsafe,
          type.getMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ClassLoader.class,
              java.security.ProtectionDomain.class));
    }

    void define(String internalName, ByteBuffer file) throws ReflectiveOperationException {
      defineClass.invoke(
          unsafe,
          internalName,
          file.array(),
          file.arrayOffset() + file.position(),
          file.remaining(),
          null,
          null);
    }

    /** {@code jvm.redefineModule(java.base, opens package to us)}; Java 9 API, so by reflection. */
    private static void open(Instrumentation jvm, String packageName)
        throws ReflectiveOperationException {
      Method getModule = Class.class.getMethod("getModule");
      Object javaBase = getModule.invoke(Object.class);
      Object ours = getModule.invoke(BootClasses.class);
      Class<?> module = getModule.getReturnType();
      Map<String, ?> toUs = Collections.singletonMap(packageName, Collections.singleton(ours));
      Instrumentation.class
          .getMethod(
              "redefineModule",
              module,
              java.util.Set.class,
              Map.class,
              Map.class,
              java.util.Set.class,
              Map.class)
          .invoke(
              jvm,
              javaBase,
              Collections.emptySet(),
              toUs,
              Collections.emptyMap(),
              Collections.emptySet(),
              Collections.emptyMap());
    }
  }
}
