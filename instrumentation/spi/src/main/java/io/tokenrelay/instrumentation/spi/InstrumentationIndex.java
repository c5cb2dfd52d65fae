package io.tokenrelay.instrumentation.spi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the packaged instrumentations say of themselves, written down when the agent is packaged
 * ({@code IndexInstrumentations} in {@code agent/jar}): at start none of their classes is loaded
 * and none of their rules is made by running code.
 *
 * <p>The file: the texts, each once; then the instrumentations, which name texts by their place.
 * Numbers have two bytes; a list is its length and its elements, and {@link #NONE} is the length of
 * one that is missing.
 */
public final class InstrumentationIndex {
  /** Where it is among the agent's resources. */
  public static final String RESOURCE = "io/tokenrelay/instrumentation/index";

  /** Stands for a text, or for a list, that there is not. */
  public static final int NONE = 0xFFFF;

  private final DataInputStream in;
  private final String[] texts;
  private final Role[] roles = Role.values();

  private InstrumentationIndex(DataInputStream in) throws IOException {
    this.in = in;
    this.texts = new String[in.readUnsignedShort()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.readUTF();
    }
  }

  /**
   * @return the instrumentations, in the order of the file
   * @throws IOException when the file is not whole
   */
  public static List<Instrumentation> read(InputStream file) throws IOException {
    InstrumentationIndex index = new InstrumentationIndex(new DataInputStream(file));
    int count = index.in.readUnsignedShort();
    List<Instrumentation> instrumentations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      instrumentations.add(index.instrumentation());
    }
    return instrumentations;
  }

  private Instrumentation instrumentation() throws IOException {
    Entry entry = new Entry(text(), in.readBoolean());
    entry.ownTasks = texts();
    entry.tasksForRequests = texts();
    entry.ownWaits = texts();
    entry.opensPortsBy = texts();
    entry.opensPortsOver = texts();
    int count = in.readUnsignedShort();
    List<Rule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rules.add(rule());
    }
    entry.rules = rules;
    return entry;
  }

  private Rule rule() throws IOException {
    String type = text();
    boolean inSomeVersions = in.readBoolean();
    Declared condition = condition();
    return new Rule(
        type, inSomeVersions, condition, text(), parameters(), text(), roles[in.readByte()]);
  }

  private @Nullable Declared condition() throws IOException {
    int method = in.readUnsignedShort();
    return method == NONE ? null : new Declared(texts[method], Arrays.asList(texts()));
  }

  private @Nullable List<String> parameters() throws IOException {
    int count = in.readUnsignedShort();
    return count == NONE ? null : Arrays.asList(texts(count));
  }

  private String text() throws IOException {
    return texts[in.readUnsignedShort()];
  }

  private String[] texts() throws IOException {
    return texts(in.readUnsignedShort());
  }

  private String[] texts(int count) throws IOException {
    String[] list = new String[count];
    for (int i = 0; i < count; i++) {
      list[i] = text();
    }
    return list;
  }

  /** One instrumentation, without its class. */
  private static final class Entry extends Instrumentation {
    private static final String[] EMPTY = {};

    private final boolean isServer;
    private String[] ownTasks = EMPTY;
    private String[] tasksForRequests = EMPTY;
    private String[] ownWaits = EMPTY;
    private String[] opensPortsBy = EMPTY;
    private String[] opensPortsOver = EMPTY;
    private List<Rule> rules = Collections.emptyList();

    Entry(String name, boolean isServer) {
      super(name);
      this.isServer = isServer;
    }

    @Override
    public List<Rule> rules() {
      return rules;
    }

    @Override
    public String[] ownTasks() {
      return ownTasks;
    }

    @Override
    public String[] tasksForRequests() {
      return tasksForRequests;
    }

    @Override
    public String[] ownWaits() {
      return ownWaits;
    }

    @Override
    public boolean isServer() {
      return isServer;
    }

    @Override
    public String[] opensPortsBy() {
      return opensPortsBy;
    }

    @Override
    public String[] opensPortsOver() {
      return opensPortsOver;
    }

    @Override
    protected void weave(Weave weave) {
      throw new UnsupportedOperationException(name() + " is known by its index");
    }
  }
}
