package io.tokenrelay.agent.weave;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Holds the jars of an operator's own instrumentations: the child of the agent's loader, which goes
 * first, so that no jar replaces a class of ours. Where there are such jars, advice is read through
 * this loader. Reads the open jars itself, as the agent's loader does: no URL handler that an
 * application sets has a part in it, and nothing is opened later.
 */
public final class ExtensionLoader extends ClassLoader {
  /** What is loaded here may do all that the agent may. */
  private static final ProtectionDomain OF_THE_AGENT = ExtensionLoader.class.getProtectionDomain();

  static {
    registerAsParallelCapable();
  }

  private final List<ZipFile> jars = new CopyOnWriteArrayList<>();
  private final List<String> advicePackages = new CopyOnWriteArrayList<>();

  public ExtensionLoader(ClassLoader agentLoader) {
    super(agentLoader);
  }

  /**
   * Opens a jar, for as long as the JVM runs.
   *
   * @throws IOException if it is none
   */
  public ZipFile add(File jar) throws IOException {
    ZipFile opened = new ZipFile(jar);
    jars.add(opened);
    return opened;
  }

  /** Has the classes in the package of an instrumentation loaded beside the library. */
  public void addAdviceOf(Class<?> instrumentation) {
    String name = instrumentation.getName();
    advicePackages.add(name.substring(0, name.lastIndexOf('.') + 1));
  }

  /** Whether this is an advice class in one of the jars, or what such a class uses. */
  boolean hasAdvice(String className) {
    for (String each : advicePackages) {
      if (className.startsWith(each)) {
        return entry(fileOf(className)) != null;
      }
    }
    return false;
  }

  /** The jar that has this class; null if none has. */
  public @Nullable File jarOf(String className) {
    Entry found = entry(fileOf(className));
    return found == null ? null : new File(found.jar.getName());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = own(fileOf(name))) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] some = new byte[4096];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        bytes.write(some, 0, read);
      }
      return defineClass(name, bytes.toByteArray(), 0, bytes.size(), OF_THE_AGENT);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    InputStream agents = getParent().getResourceAsStream(name);
    return agents == null ? own(name) : agents;
  }

  private @Nullable InputStream own(String name) {
    Entry found = entry(name);
    try {
      return found == null ? null : found.open();
    } catch (IOException unreadable) {
      return null;
    }
  }

  private @Nullable Entry entry(String name) {
    for (ZipFile jar : jars) {
      ZipEntry entry = jar.getEntry(name);
      if (entry != null && !entry.isDirectory()) {
        return new Entry(jar, entry);
      }
    }
    return null;
  }

  private static String fileOf(String className) {
    return className.replace('.', '/').concat(".class");
  }

  /** A file in a jar. */
  private static final class Entry {
    private final ZipFile jar;
    private final ZipEntry entry;

    Entry(ZipFile jar, ZipEntry entry) {
      this.jar = jar;
      this.entry = entry;
    }

    InputStream open() throws IOException {
      return jar.getInputStream(entry);
    }
  }
}
