package io.tokenrelay.agent.config;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.InvalidPropertiesFormatException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The file that {@code tokenrelay.config-file} names, in UTF-8, with or without a byte order mark.
 * {@link Properties} alone would let the last of two lines win and say nothing of the first.
 */
final class PropertiesFile {
  private static final int BYTE_ORDER_MARK = '\uFEFF';

  private final Map<String, String> texts = new TreeMap<>();
  private final List<String[]> overwritten = new ArrayList<>();

  private PropertiesFile() {}

  /**
   * @throws IOException when it cannot be read, or is no properties file
   */
  static PropertiesFile read(String path) throws IOException {
    PropertiesFile file = new PropertiesFile();
    try (Reader reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8))) {
      file.new Lines().load(new StringReader(text(reader)));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(malformed);
    }
    return file;
  }

  /**
   * {@link Properties} finds lines in everything; in markup, or what is no text at all, they are
   * not what somebody has written.
   */
  private static String text(Reader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') {
        throw new InvalidPropertiesFormatException("no text");
      }
      if (c != BYTE_ORDER_MARK || text.length() > 0) {
        text.append((char) c);
      }
    }
    if (text.toString().trim().startsWith("<")) {
      throw new InvalidPropertiesFormatException("markup");
    }
    return text.toString();
  }

  Map<String, String> texts() {
    return texts;
  }

  /** Name and text of each line that a later one contradicts. */
  List<String[]> overwritten() {
    return overwritten;
  }

  private final class Lines extends Properties {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Object put(Object name, Object text) {
      String before = texts.put((String) name, (String) text);
      if (before != null && !before.trim().equals(((String) text).trim())) {
        overwritten.add(new String[] {(String) name, before.trim()});
      }
      return this; // of no interest to load()
    }
  }
}
