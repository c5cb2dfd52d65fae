package io.tokenrelay.instrumentation.spi;

import java.util.List;

/**
 * What to weave into one library.
 *
 * <p>A subclass is named in {@code
 * META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation}, and must not refer to the
 * library's types except by name. It is asked when the agent is packaged ({@link
 * InstrumentationIndex}), and says the same in every JVM. Its advice classes are in its own
 * package; they are loaded beside the library, in a child of the application's class loader, and
 * may freely use the library's types and their own helper classes.
 *
 * <p>Advice is written with Byte Buddy's annotations, in the subset that {@code
 * docs/writing-an-instrumentation.md} lists, always {@code inline = false, suppress =
 * Throwable.class}.
 */
public abstract class Instrumentation {
  private static final String[] NONE = {};

  private final String name;

  /**
   * @param name the folder's name, and the {@code <name>} of {@code
   *     tokenrelay.instrumentation.<name>.enabled}
   */
  protected Instrumentation(String name) {
    this.name = name;
  }

  public final String name() {
    return name;
  }

  /** What it is for; it is woven if that is asked for. */
  public Purpose purpose() {
    return Purpose.RELAY;
  }

  /** The rules of this instrumentation, in the order of declaration. */
  public List<Rule> rules() {
    String type = getClass().getName(); // Class.getPackage() may be null on Java 8
    int dot = type.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException(type + " is in no package");
    }
    Weave weave = new Weave(name, type.substring(0, dot));
    weave(weave);
    return weave.rules();
  }

  /**
   * Name prefixes of the library's own tasks: drain loops and the like, which serve many requests
   * whoever starts them. They carry nothing themselves, even if this instrumentation is switched
   * off.
   */
  public String[] ownTasks() {
    return NONE;
  }

  /** Name prefixes of tasks that the library creates to run a request's own work. */
  public String[] tasksForRequests() {
    return NONE;
  }

  /**
   * Globs for the library's classes that take from queues what they need for themselves, without
   * serving others: pools of connections and buffers.
   */
  public String[] ownWaits() {
    return NONE;
  }

  /**
   * Whether requests come in through it: one of its advice classes is a {@link Door}. If it is
   * switched off while tokens are enforced, the agent logs that.
   */
  public boolean isServer() {
    return false;
  }

  /**
   * Name prefixes of classes that open this server's ports and no other's. The ports they open are
   * guarded; any other port opened while tokens are enforced is logged as open.
   */
  public String[] opensPortsBy() {
    return NONE;
  }

  /**
   * The same for classes that other servers use as well: a transport, or a version of the server
   * that is not woven. The ports they open count as guarded if this server has been woven.
   */
  public String[] opensPortsOver() {
    return NONE;
  }

  /**
   * Name prefixes of other libraries that this one stands on, where it has classes of those woven.
   * A shaded copy of one of them alone is none of this library.
   */
  public String[] standsOn() {
    return NONE;
  }

  /** Declares the rules. */
  protected abstract void weave(Weave weave);
}
