package io.tokenrelay.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Holds all of the agent that the application must not see: our own modules, Nimbus, Caffeine, Byte
 * Buddy, SLF4J and the OpenTelemetry API. They lie in the agent's jar below {@code inst/}, each
 * package as one entry ({@link PackedPackage}), which no other loader reads, so that nothing needs
 * to be relocated. Its parent is the platform loader: it never sees the application.
 *
 * <p>What the jar has comes from the jar, without asking the parent first: two hundred times during
 * start the parent would answer with an exception, and a search for a resource would open the JDK's
 * image of modules.
 *
 * <p>On Java 11 and later, {@code inst/META-INF/versions/11} goes first (Caffeine 3 in place of 2).
 */
final class AgentClassLoader extends ClassLoader {
  private static final String CLASSES = "inst/";
  private static final String BOOT = "boot/";
  private static final String SUFFIX = ".class";
  private static final String CLASSES_11 = "inst/META-INF/versions/11/";
  private static final String CAFFEINE = "com/github/";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final String jarUrl;

  /** By folder in the jar. Held weakly: once its classes are loaded, a package is not needed. */
  private final Map<String, Reference<Map<String, ByteBuffer>>> packages =
      new ConcurrentHashMap<>();

  /**
   * May do everything, as whoever attaches an agent has it: a policy that an application sets later
   * need not know of us. One on the command line must trust the jar, or premain does not get here.
   */
  private final ProtectionDomain domain;

  private final boolean java11;
  private final boolean alone;

  /**
   * @param alone whether nobody has put our classes for the boot loader there, as where the jar is
   *     run as a program: they are loaded here
   */
  AgentClassLoader(File file, boolean alone) throws IOException {
    super(platformLoader());
    this.alone = alone;
    this.domain = allowed(AgentClassLoader.class.getProtectionDomain());
    this.jar = new ZipFile(file);
    this.jarUrl = "jar:" + file.toURI() + "!/";
    String version = System.getProperty("java.specification.version", "1.8");
    this.java11 = !version.startsWith("1.") && Integer.parseInt(version) >= 11;
  }

  /** Of the same jar, without asking the policy of the day. */
  private static ProtectionDomain allowed(ProtectionDomain ours) {
    Permissions everything = new Permissions();
    everything.add(new AllPermission());
    return new ProtectionDomain(ours.getCodeSource(), everything);
  }

  /** The classes in a folder of the agent's jar, by simple name; empty where it has none. */
  Map<String, ByteBuffer> classesIn(String folder) throws IOException {
    Reference<Map<String, ByteBuffer>> known = packages.get(folder);
    Map<String, ByteBuffer> classes = known == null ? null : known.get();
    if (classes == null) {
      ZipEntry entry = jar.getEntry(folder + PackedPackage.ENTRY);
      if (entry == null) {
        return Collections.emptyMap();
      }
      classes = PackedPackage.unpack(read(entry));
      packages.put(folder, new WeakReference<>(classes));
    }
    return classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      ByteBuffer file = classFile(name.replace('.', '/'));
      return file == null ? super.loadClass(name, resolve) : defineClass(name, file, domain);
    }
  }

  /** Null where the jar has no such class, or none that can be read. */
  private @Nullable ByteBuffer classFile(String internalName) {
    int simpleName = internalName.lastIndexOf('/') + 1;
    String folder = internalName.substring(0, simpleName);
    String name = internalName.substring(simpleName);
    try {
      ByteBuffer newer =
          java11 && folder.startsWith(CAFFEINE) ? classesIn(CLASSES_11 + folder).get(name) : null;
      ByteBuffer found = newer == null ? classesIn(CLASSES + folder).get(name) : newer;
      return found == null && alone ? classesIn(BOOT + folder).get(name) : found;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Answered from the jar at hand: no URL handler, no second opening of the file. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    ByteBuffer bytes = resource(name);
    return bytes == null ? super.getResourceAsStream(name) : stream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ByteBuffer bytes = resource(name);
    try {
      return bytes == null ? null : new URL(null, jarUrl + CLASSES + name, new Opener(bytes));
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  /** Ours alone: no provider of a service of ours is to be had from the JDK. */
  @Override
  public Enumeration<URL> getResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  private @Nullable ByteBuffer resource(String name) {
    if (name.endsWith(SUFFIX)) {
      return classFile(name.substring(0, name.length() - SUFFIX.length()));
    }
    ZipEntry entry = jar.getEntry(CLASSES + name);
    try {
      return entry == null || entry.isDirectory() ? null : ByteBuffer.wrap(read(entry));
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static InputStream stream(ByteBuffer bytes) {
    return new ByteArrayInputStream(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  private byte[] read(ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int at = 0; at < bytes.length; ) {
        int read = in.read(bytes, at, bytes.length - at);
        if (read < 0) {
          throw new EOFException(entry.getName());
        }
        at += read;
      }
    }
    return bytes;
  }

  /** The parent that sees the JDK and not the application. */
  private static @Nullable ClassLoader platformLoader() {
    return ClassLoader.getSystemClassLoader().getParent();
  }

  /** Opens a URL of what is in the jar: the JDK's own handler would open the jar once more. */
  private static final class Opener extends URLStreamHandler {
    private final ByteBuffer bytes;

    Opener(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          this.connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return stream(bytes);
        }
      };
    }
  }
}
