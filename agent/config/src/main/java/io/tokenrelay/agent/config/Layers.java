package io.tokenrelay.agent.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places that values are read from, in their order of precedence: system property, environment,
 * file, agent argument. Read once; nothing here changes later.
 */
public final class Layers {
  private final Property<String> file;
  private final Wish wish;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String[]> overwritten = new ArrayList<>();
  private boolean isFileMissing;
  private boolean isSaidAboveFile;

  private Layers(Property<String> file, Wish wish) {
    this.file = file;
    this.wish = wish;
  }

  /** Those of this process. */
  public static Layers ofProcess(
      @Nullable String agentArguments, Property<String> file, Wish wish) {
    return of(System.getProperties(), System.getenv(), agentArguments, file, wish);
  }

  /**
   * The given ones, so that a test does not depend on the machine's environment.
   *
   * @param file the property that names the file
   */
  public static Layers of(
      Properties system,
      Map<String, String> environment,
      @Nullable String agentArguments,
      Property<String> file,
      Wish wish) {
    Layers layers = new Layers(file, wish);
    layers.add(Source.SYSTEM_PROPERTY, texts(system));
    layers.add(Source.ENVIRONMENT, environment);
    layers.add(
        Source.AGENT_ARGUMENT,
        AgentArguments.parse(agentArguments, wish, layers.overwritten, layers.problems));
    Layer.Entry path = layers.find(file.fullName());
    Layer.Entry said = layers.find(wish.property().fullName());
    layers.isSaidAboveFile = said != null && said.source() != Source.AGENT_ARGUMENT;
    if (path != null) {
      layers.layers.add(2, new Layer(Source.FILE, layers.read(file.fullName(), path)));
    }
    for (String[] line : layers.overwritten) {
      layers.problems.add(line[0] + " is set twice in one place; the last counts");
    }
    return layers;
  }

  /** The entry that wins for a property's full name, or null. */
  Layer.@Nullable Entry find(String fullName) {
    for (Layer layer : layers) {
      Layer.Entry entry = layer.find(fullName);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  /** Whether everything that the other agent's arguments say holds here as well. */
  public boolean hold(Layers others) {
    for (Layer layer : others.layers) {
      if (layer.source() == Source.AGENT_ARGUMENT) {
        for (String name : layer.names()) {
          Layer.Entry here = find(name);
          Layer.Entry there = others.find(name);
          if (here == null || there == null || !here.text().equals(there.text())) {
            return false;
          }
        }
      }
    }
    return problems.containsAll(others.problems);
  }

  /** The property that names the file. */
  Property<String> file() {
    return file;
  }

  List<Layer> all() {
    return layers;
  }

  /** One line for each thing that could not be read. */
  List<String> problems() {
    return problems;
  }

  /** The name and text of each value that is contradicted in its own place. */
  List<String[]> overwritten() {
    return overwritten;
  }

  /** Whether a file is named that may contain the wish but could not be read. */
  boolean mayHideWish() {
    return isFileMissing && !isSaidAboveFile;
  }

  /** Whether the wish is granted or denied in a place that overrides any file. */
  boolean isSaidAboveFile() {
    return isSaidAboveFile;
  }

  private void add(Source source, Map<String, String> texts) {
    layers.add(new Layer(source, texts));
  }

  private Map<String, String> read(String property, Layer.Entry path) {
    if (Quotes.areAround(path.text())) { // not a path; whoever reads the property reports it
      isFileMissing = true;
      return Collections.emptyMap();
    }
    try {
      PropertiesFile read = PropertiesFile.read(path.text());
      String another = read.texts().get(property);
      if (another != null && !another.trim().isEmpty() && !another.trim().equals(path.text())) {
        isFileMissing = true;
        problems.add(
            property
                + '='
                + Shown.text(another.trim())
                + " stands in a file that it cannot name; it is not read, set it elsewhere");
      }
      if (!read.garbled().isEmpty()) {
        problems.add(
            path.shown(file)
                + " is not in UTF-8: there are bytes that are no character at "
                + Shown.text(String.join(", ", read.garbled())));
      }
      overwritten.addAll(read.overwritten());
      return read.texts();
    } catch (IOException e) {
      isFileMissing = true;
      problems.add(
          path.shown(file)
              + ' '
              + e.getMessage()
              + (isSaidAboveFile
                  ? "; only what is set elsewhere counts"
                  : "; it may ask for " + wish));
      return Collections.emptyMap();
    }
  }

  private static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      String text = properties.getProperty(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }
}
