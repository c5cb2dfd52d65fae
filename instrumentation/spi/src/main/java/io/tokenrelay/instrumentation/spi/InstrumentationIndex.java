package io.tokenrelay.instrumentation.spi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the packaged instrumentations say of themselves, written down when the agent is packaged
 * ({@code IndexInstrumentations} in {@code agent/jar}): at start none of their classes is loaded
 * and none of their rules is made by running code.
 *
 * <p>The file: the texts, each once, in UTF-8; then the instrumentations, which name texts by their
 * place. Numbers have two bytes; a text and a list begin with their length, and {@link #NONE} is
 * the length of a list that is missing.
 */
public final class InstrumentationIndex {
  /** Where it is among the agent's resources. */
  public static final String RESOURCE = "io/tokenrelay/instrumentation/index";

  /** Stands for a text, or for a list, that there is not. */
  public static final int NONE = 0xFFFF;

  private final byte[] file;
  private final String[] texts;
  private final Role[] roles = Role.values();
  private final Purpose[] purposes = Purpose.values();
  private int at;

  private InstrumentationIndex(byte[] file) {
    this.file = file;
    this.texts = new String[number()];
    for (int i = 0; i < texts.length; i++) {
      int length = number();
      texts[i] = new String(file, at, length, StandardCharsets.UTF_8);
      at += length;
    }
  }

  /** Returns the instrumentations, in the order of the file. */
  public static List<Instrumentation> read(byte[] file) {
    InstrumentationIndex index = new InstrumentationIndex(file);
    int count = index.number();
    List<Instrumentation> instrumentations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      instrumentations.add(new Entry(index.text(), index));
    }
    return instrumentations;
  }

  private List<Rule> rules(String instrumentation) {
    int count = number();
    List<Rule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rules.add(rule(instrumentation));
    }
    return rules;
  }

  private Rule rule(String instrumentation) {
    String type = text();
    boolean inSomeVersions = number() != 0;
    Declared condition = condition();
    return new Rule(
        instrumentation,
        type,
        inSomeVersions,
        condition,
        text(),
        parameters(),
        text(),
        text(),
        roles[number()]);
  }

  private @Nullable Declared condition() {
    int method = number();
    return method == NONE ? null : new Declared(texts[method], Arrays.asList(texts()));
  }

  private @Nullable List<String> parameters() {
    int count = number();
    return count == NONE ? null : Arrays.asList(texts(count));
  }

  private String text() {
    return texts[number()];
  }

  private String[] texts() {
    return texts(number());
  }

  private String[] texts(int count) {
    String[] list = new String[count];
    for (int i = 0; i < count; i++) {
      list[i] = text();
    }
    return list;
  }

  private int number() {
    int number = (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    at += 2;
    return number;
  }

  /** One instrumentation, without its class. */
  private static final class Entry extends Instrumentation {
    private final Purpose purpose;
    private final boolean isServer;
    private final String[] ownTasks;
    private final String[] tasksForRequests;
    private final String[] ownWaits;
    private final String[] opensPortsBy;
    private final String[] opensPortsOver;
    private final String[] standsOn;
    private final List<Rule> rules;

    /** Reads what follows its name. */
    Entry(String name, InstrumentationIndex index) {
      super(name);
      this.purpose = index.purposes[index.number()];
      this.isServer = index.number() != 0;
      this.ownTasks = index.texts();
      this.tasksForRequests = index.texts();
      this.ownWaits = index.texts();
      this.opensPortsBy = index.texts();
      this.opensPortsOver = index.texts();
      this.standsOn = index.texts();
      this.rules = index.rules(name);
    }

    @Override
    public Purpose purpose() {
      return purpose;
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
    public String[] standsOn() {
      return standsOn;
    }

    @Override
    protected void weave(Weave weave) {
      throw new UnsupportedOperationException(name() + " is known by its index");
    }
  }
}
