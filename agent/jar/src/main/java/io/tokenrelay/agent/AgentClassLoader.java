package io.tokenrelay.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Holds all of the agent that the application must not see: our own modules, Nimbus, Caffeine, Byte
 * Buddy, SLF4J and the OpenTelemetry API. They lie in the agent's jar below {@code inst/} as {@code
 * .classdata}, which no other loader reads, so that nothing needs to be relocated. Its parent is
 * the platform loader: it never sees the application.
 *
 * <p>On Java 11 and later, {@code inst/META-INF/versions/11} goes first (Caffeine 3 in place of 2).
 */
final class AgentClassLoader extends ClassLoader {
  private static final String CLASSES = "inst/";
  private static final String CLASSES_11 = "inst/META-INF/versions/11/";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String jarUrl;
  private final boolean java11;

  AgentClassLoader(File file) throws IOException {
    super(platformLoader());
    this.jar = new JarFile(file, false);
    this.jarUrl = "jar:" + file.toURI() + "!/";
    String version = System.getProperty("java.specification.version", "1.8");
    this.java11 = !version.startsWith("1.") && Integer.parseInt(version) >= 11;
  }

  /** The bytes of an entry of the agent's jar, wherever in it; null when there is none. */
  byte @Nullable [] read(String entryName) throws IOException {
    ZipEntry entry = jar.getEntry(entryName);
    return entry == null ? null : read(entry);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ZipEntry entry = entryOf(name.replace('.', '/').concat(".class"));
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      byte[] bytes = read(entry);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }

  /** Answered from the jar at hand: no URL handler, no second opening of the file. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      ZipEntry entry = entryOf(name);
      return entry == null
          ? super.getResourceAsStream(name)
          : new ByteArrayInputStream(read(entry));
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ZipEntry entry = entryOf(name);
    try {
      return entry == null ? null : new URL(jarUrl + entry.getName());
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  /** Without this one ServiceLoader would silently find nothing. */
  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  private @Nullable ZipEntry entryOf(String name) {
    String entry =
        name.endsWith(".class") ? name.substring(0, name.length() - 5) + "classdata" : name;
    ZipEntry newer = java11 ? jar.getEntry(CLASSES_11 + entry) : null;
    return newer == null ? jar.getEntry(CLASSES + entry) : newer;
  }

  private byte[] read(ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(32, (int) entry.getSize()));
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      return bytes.toByteArray();
    }
  }

  /** The parent that sees the JDK and not the application. */
  private static @Nullable ClassLoader platformLoader() {
    return ClassLoader.getSystemClassLoader().getParent();
  }
}
