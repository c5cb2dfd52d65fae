package io.tokenrelay.agent.config;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code tokenrelay.config-file} names, in UTF-8, with or without a byte order mark.
 * {@link Properties} alone would let the last of two lines win and not mention the first.
 *
 * <p>If it cannot be read, the exception's message completes a sentence that begins with the file's
 * name. {@link File} tells the causes apart: this runs in premain, which must not load an NIO file
 * system.
 */
final class PropertiesFile {
  private static final int BYTE_ORDER_MARK = '\uFEFF';

  /** Stands for bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_BYTES = 4 * MOST_CHARACTERS;
  private static final String TOO_LARGE = "is larger than 1 MB, which no configuration is";

  private final Map<String, String> texts = new TreeMap<>();
  private final List<String[]> overwritten = new ArrayList<>();
  private @Nullable String last;

  private PropertiesFile() {}

  /**
   * What is in it, whatever that is.
   *
   * @throws IOException if it cannot be read
   */
  static byte[] content(String path) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    try (InputStream in = open(path)) {
      for (int length = read(in, some); length >= 0; length = read(in, some)) {
        content.write(some, 0, length);
        if (content.size() > MOST_BYTES) {
          throw new IOException(TOO_LARGE);
        }
      }
    }
    return content.toByteArray();
  }

  /**
   * @throws IOException if it is not a properties file
   */
  static PropertiesFile of(byte[] content) throws IOException {
    PropertiesFile file = new PropertiesFile();
    try {
      file.new Lines().load(new StringReader(text(new ByteArrayInputStream(content))));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(
          "has a \\u without four hexadecimal digits behind it: write a backslash as two, or a"
              + " slash in its place",
          malformed);
    }
    return file;
  }

  private static InputStream open(String path) throws IOException {
    if (isPipeOrDevice(new File(path))) {
      throw new IOException("is no ordinary file: the application could wait for it for ever");
    }
    try {
      return new FileInputStream(path);
    } catch (FileNotFoundException e) {
      File file = new File(path);
      if (file.isDirectory()) {
        throw new IOException("is a folder: name the file in it", e);
      }
      throw new IOException(
          file.exists()
              ? "exists, but this process may not read it"
              : "does not exist" + where(path),
          e);
    }
  }

  private static boolean isPipeOrDevice(File file) {
    return file.exists() && !file.isFile() && !file.isDirectory();
  }

  /** Where it was looked for, and what the operator probably expected. */
  private static String where(String path) {
    if (path.startsWith("~")) {
      return ": nothing makes a home folder of the ~, write it out";
    }
    if (path.contains(":/") && path.indexOf(":/") > 1) {
      return ": write a path, not a URL";
    }
    return new File(path).isAbsolute() ? "" : " in " + new File("").getAbsolutePath();
  }

  /**
   * {@link Properties} finds lines in anything, even in markup or in what is not text at all, where
   * nobody has written them.
   */
  private static String text(InputStream in) throws IOException {
    Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') {
        throw new IOException("is no text in UTF-8");
      }
      if (text.length() == MOST_CHARACTERS) {
        throw new IOException(TOO_LARGE);
      }
      if (c != BYTE_ORDER_MARK || text.length() > 0) {
        text.append((char) c);
      }
    }
    if (text.toString().trim().startsWith("<")) {
      throw new IOException("is XML or HTML, and not a properties file with lines name=value");
    }
    return text.toString();
  }

  private static int read(InputStream in, byte[] some) throws IOException {
    try {
      return in.read(some);
    } catch (IOException e) {
      throw new IOException("cannot be read: " + Shown.text(String.valueOf(e.getMessage())), e);
    }
  }

  /** The names of the lines whose name or text is not valid UTF-8; comments do not matter. */
  List<String> garbled() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> line : texts.entrySet()) {
      if (line.getKey().indexOf(REPLACEMENT) >= 0 || line.getValue().indexOf(REPLACEMENT) >= 0) {
        names.add(line.getKey());
      }
    }
    return names;
  }

  Map<String, String> texts() {
    return texts;
  }

  /**
   * Takes the last line for cut: its text, of which there was to be more, gets an end that hardly
   * any property allows. A list of hosts is then a wrong one, and not a shorter one.
   *
   * @return whether it was the line of this property
   */
  boolean leaveOpen(String name) {
    String last = this.last;
    if (last == null) {
      return false;
    }
    texts.put(last, texts.getOrDefault(last, "") + "...");
    return last.equals(name);
  }

  /** The name and text of each line that a later one contradicts. */
  List<String[]> overwritten() {
    return overwritten;
  }

  private final class Lines extends Properties {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Object put(Object name, Object text) {
      last = (String) name;
      String before = texts.put((String) name, (String) text);
      if (before != null && !before.trim().equals(((String) text).trim())) {
        overwritten.add(new String[] {(String) name, before.trim()});
      }
      return this; // load() ignores it
    }
  }
}
