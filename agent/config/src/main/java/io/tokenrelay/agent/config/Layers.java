package io.tokenrelay.agent.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The places that values are read from, in their order of precedence: JMX, system property,
 * environment, file, agent argument. Nothing here changes: what an operator changes while the
 * service runs makes other layers, which have the file and JMX anew, and the rest as it was read.
 */
public final class Layers {
  private final Property<String> file;
  private final Wish wish;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String[]> overwritten = new ArrayList<>();

  /** What was found in the agent's arguments, which are parsed once. */
  private final List<String> problemsOfArguments = new ArrayList<>();

  private final List<String[]> overwrittenInArguments = new ArrayList<>();
  private byte @Nullable [] content;

  /** Why there is no content, as it is said; null if there is some. */
  private @Nullable String unread;

  private boolean isFileMissing;
  private boolean isFileCut;
  private boolean mayWishBeCutOff;
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
        AgentArguments.parse(
            agentArguments, wish, layers.overwrittenInArguments, layers.problemsOfArguments));
    layers.complete(null, null);
    return layers;
  }

  /**
   * The same places, but with this in the file, and with this set in JMX.
   *
   * @param content null if the file could not be read, and is not to be read now
   * @param inJmx full names and texts
   */
  public Layers with(byte @Nullable [] content, Map<String, String> inJmx) {
    Layers anew = new Layers(file, wish);
    anew.problemsOfArguments.addAll(problemsOfArguments);
    anew.overwrittenInArguments.addAll(overwrittenInArguments);
    if (!inJmx.isEmpty()) {
      anew.add(Source.JMX, inJmx);
    }
    for (Layer layer : layers) {
      if (layer.source() != Source.FILE && layer.source() != Source.JMX) {
        anew.layers.add(layer);
      }
    }
    anew.complete(content, unread);
    return anew;
  }

  /**
   * @param given null where the file is to be read
   * @param unread why it is not to be read either, as it was said
   */
  private void complete(byte @Nullable [] given, @Nullable String unread) {
    problems.addAll(problemsOfArguments);
    overwritten.addAll(overwrittenInArguments);
    Layer.Entry path = path();
    Layer.Entry said = find(wish.property().fullName());
    isSaidAboveFile = said != null && said.source() != Source.AGENT_ARGUMENT;
    if (path != null) {
      Layer inFile = new Layer(Source.FILE, read(file.fullName(), path, given, unread));
      layers.add(layers.size() - 1, inFile);
    }
    for (String[] line : overwritten) {
      problems.add(line[0] + " is set twice in one place; the last counts");
    }
  }

  private Layer.@Nullable Entry path() {
    return find(file.fullName());
  }

  /** The path of the file; null if none is named. */
  public @Nullable String filePath() {
    Layer.Entry path = path();
    return path == null || Quotes.areAround(path.text()) ? null : path.text();
  }

  /**
   * What is in the file now, whatever that is.
   *
   * @throws IOException if it cannot be read; the message completes a sentence that begins with its
   *     name
   */
  public static byte[] contentOf(String path) throws IOException {
    return PropertiesFile.content(path);
  }

  /** What was in the file when it was read; null if it could not be read. */
  public byte @Nullable [] content() {
    return content;
  }

  /** Why the file with this content may have been cut within its last line; null if not. */
  public static @Nullable String cutShort(byte[] content) {
    return LastLine.doubt(content);
  }

  /** Whether a file is named that could not be read, or not to its end. */
  public boolean isFileInDoubt() {
    return isFileMissing || isFileCut;
  }

  /** Whether the file itself gives the property a value, which may be overridden. */
  public boolean isInFile(Property<?> property) {
    Layer inFile = layer(Source.FILE);
    return inFile != null && inFile.find(property.fullName()) != null;
  }

  /** Whether the file says anything at all. */
  public boolean isFileEmpty() {
    Layer inFile = layer(Source.FILE);
    return inFile == null || !inFile.namesAndBlanks().iterator().hasNext();
  }

  /** Whether the file names a property, with nothing behind it. */
  boolean isEmptiedInFile(String fullName) {
    Layer inFile = layer(Source.FILE);
    return inFile != null && inFile.isEmptied(fullName);
  }

  /**
   * What another file says differently, though it does not count, since it is set elsewhere: each
   * with where.
   */
  public List<String> overruledIn(Layers other) {
    Set<String> names = new TreeSet<>();
    Layer here = layer(Source.FILE);
    Layer there = other.layer(Source.FILE);
    for (Layer layer : new Layer[] {here, there}) {
      if (layer != null) {
        for (String name : layer.names()) {
          names.add(name);
        }
      }
    }
    List<String> overruled = new ArrayList<>();
    for (String name : names) {
      Layer.Entry counts = other.find(name);
      if (counts != null
          && counts.source() != Source.FILE
          && counts.source() != Source.AGENT_ARGUMENT
          && !(here == null ? "" : here.text(name)).equals(there == null ? "" : there.text(name))) {
        overruled.add(name + " (" + counts.source() + ')');
      }
    }
    return overruled;
  }

  private @Nullable Layer layer(Source source) {
    for (Layer layer : layers) {
      if (layer.source() == source) {
        return layer;
      }
    }
    return null;
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
    return (isFileMissing || mayWishBeCutOff) && !isSaidAboveFile;
  }

  /** Whether the wish is granted or denied in a place that overrides any file. */
  boolean isSaidAboveFile() {
    return isSaidAboveFile;
  }

  private void add(Source source, Map<String, String> texts) {
    layers.add(new Layer(source, texts));
  }

  private Map<String, String> read(
      String property, Layer.Entry path, byte @Nullable [] given, @Nullable String before) {
    if (Quotes.areAround(path.text())) { // not a path; whoever reads the property reports it
      isFileMissing = true;
      return Collections.emptyMap();
    }
    if (given == null && before != null) {
      return cannotBeRead(before);
    }
    try {
      byte[] bytes = given == null ? PropertiesFile.content(path.text()) : given;
      content = bytes;
      PropertiesFile read = PropertiesFile.of(bytes);
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
      String cut = LastLine.doubt(bytes);
      if (cut != null) {
        isFileCut = true;
        problems.add(path.shown(file) + " may have been cut short: " + cut + "; complete it");
        String said = read.texts().getOrDefault(wish.property().fullName(), "").trim();
        boolean isSaidLast = read.leaveOpen(wish.property().fullName());
        mayWishBeCutOff = said.isEmpty() || (isSaidLast && !wish.isDeniedBy(said));
      }
      overwritten.addAll(read.overwritten());
      return read.texts();
    } catch (IOException e) {
      return cannotBeRead(
          path.shown(file)
              + ' '
              + e.getMessage()
              + (isSaidAboveFile
                  ? "; only what is set elsewhere counts"
                  : "; it may ask for " + wish));
    }
  }

  private Map<String, String> cannotBeRead(String why) {
    isFileMissing = true;
    unread = why;
    problems.add(why);
    return Collections.emptyMap();
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
