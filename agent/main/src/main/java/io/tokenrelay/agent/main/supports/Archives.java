package io.tokenrelay.agent.main.supports;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through jars, the jars in them, and folders of both. Bounded, since anybody may have made
 * them: what is too deep, too large or broken costs one line, and the rest goes on.
 */
final class Archives {
  private static final int MOST_NESTED = 4;
  private static final int MOST_FOLDERS = 24;
  private static final int MOST_ENTRIES = 300_000;
  private static final int LARGEST_CLASS = 8 << 20;

  private final Visitor visitor;
  private final long budget;
  private long inflated;
  private int entries;

  Archives(Visitor visitor) {
    this(visitor, 4L << 30);
  }

  /**
   * @param budget how many bytes are unpacked from one argument
   */
  Archives(Visitor visitor, long budget) {
    this.visitor = visitor;
    this.budget = budget;
  }

  /** Is told what is found. */
  interface Visitor {
    /** Whether a file within an archive is to be read. */
    boolean wants(String name);

    /**
     * @param place the archive, within all that it is in
     */
    void found(String place, String name, byte[] bytes);

    /** What cannot be looked at, and why. */
    void broken(String place, String why);
  }

  void walk(File file) {
    inflated = 0;
    entries = 0;
    walk(file, file.getPath(), file, 0);
  }

  private void walk(File file, String place, File root, int depth) {
    if (file.isDirectory()) {
      File[] children = file.listFiles();
      if (children == null || depth > MOST_FOLDERS) {
        visitor.broken(place, children == null ? "it cannot be read" : "it is too deep");
        return;
      }
      Arrays.sort(children);
      for (File child : children) {
        if (child.isDirectory() || isArchive(child.getName())) {
          walk(child, child.getPath(), root, depth + 1);
        } else {
          loose(child, root);
        }
      }
    } else {
      archive(file, place);
    }
  }

  /** A class that is not in an archive. */
  private void loose(File file, File root) {
    String path = file.getPath().replace(File.separatorChar, '/');
    String folder = root.getPath().replace(File.separatorChar, '/');
    int classes = path.lastIndexOf("/classes/");
    int from = classes >= folder.length() ? classes + "/classes/".length() : folder.length() + 1;
    String name = path.substring(Math.min(from, path.length()));
    if (visitor.wants(name)) {
      try (InputStream in = new FileInputStream(file)) {
        visitor.found(path.substring(0, Math.max(0, from - 1)), name, read(in, LARGEST_CLASS));
      } catch (IOException e) {
        visitor.broken(path, why(e));
      }
    }
  }

  private void archive(File file, String place) {
    try (ZipFile zip = new ZipFile(file)) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        count();
        if (isArchive(entry.getName())) {
          nested(place + '!' + entry.getName(), zip, entry);
        } else if (visitor.wants(name(entry))) {
          try (InputStream in = zip.getInputStream(entry)) {
            visitor.found(place, name(entry), read(in, LARGEST_CLASS));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      visitor.broken(place, why(e));
    }
  }

  private void nested(String place, ZipFile zip, ZipEntry entry) throws TooMuchException {
    try (InputStream in = zip.getInputStream(entry)) {
      nested(place, in, 1);
    } catch (TooMuchException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      visitor.broken(place, why(e));
    }
  }

  private void nested(String place, InputStream in, int depth) throws IOException {
    if (depth > MOST_NESTED) {
      visitor.broken(place, "it is too deep");
      return;
    }
    ZipInputStream zip = new ZipInputStream(in); // not closed: the archive around it goes on
    boolean any = false;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      any = true;
      count();
      if (isArchive(entry.getName())) {
        within(place + '!' + entry.getName(), zip, depth + 1);
      } else if (visitor.wants(name(entry))) {
        visitor.found(place, name(entry), read(zip, LARGEST_CLASS));
      }
      skip(zip);
    }
    if (!any) {
      visitor.broken(place, "it is not an archive, or empty");
    }
  }

  private void within(String place, InputStream in, int depth) throws IOException {
    try {
      nested(place, in, depth);
    } catch (TooMuchException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      visitor.broken(place, why(e));
    }
  }

  private void count() throws TooMuchException {
    if (++entries > MOST_ENTRIES) {
      throw new TooMuchException("it has too many entries; the rest is not looked at");
    }
  }

  /** The rest of an entry, which must be unpacked to find the next. */
  private void skip(InputStream in) throws IOException {
    byte[] some = new byte[32_768];
    for (int length = in.read(some); length >= 0; length = in.read(some)) {
      spend(length);
    }
  }

  private byte[] read(InputStream in, int most) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    for (int length = in.read(some); length >= 0; length = in.read(some)) {
      spend(length);
      all.write(some, 0, length);
      if (all.size() > most) {
        throw new ZipException("an entry is too large");
      }
    }
    return all.toByteArray();
  }

  private void spend(int length) throws TooMuchException {
    inflated += length;
    if (inflated > budget) {
      throw new TooMuchException("it is too large when unpacked; the rest is not looked at");
    }
  }

  /** As class loaders see it: without where an application keeps its classes. */
  private static String name(ZipEntry entry) {
    String name = entry.getName();
    for (String folder : new String[] {"BOOT-INF/classes/", "WEB-INF/classes/"}) {
      if (name.startsWith(folder)) {
        return name.substring(folder.length());
      }
    }
    return name.startsWith("META-INF/versions/") && name.endsWith(".class")
        ? name.replaceFirst("META-INF/versions/\\d+/", "")
        : name;
  }

  private static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar")
        || lower.endsWith(".war")
        || lower.endsWith(".ear")
        || lower.endsWith(".rar");
  }

  private static String why(Exception failure) {
    String message = failure.getMessage();
    return "it is broken: " + (message == null ? failure.getClass().getSimpleName() : message);
  }

  /** Enough has been looked at. */
  private static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuchException(@Nullable String message) {
      super(message);
    }
  }
}
