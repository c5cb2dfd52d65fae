package io.tokenrelay.instrumentation.spi;

import java.util.List;

/**
 * What to weave into one library.
 *
 * <p>A subclass is named in {@code
 * META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation}, is loaded by the agent
 * loader at start and must not mention the library's types: it only names them. The advice classes
 * that it names lie in its own package; they are loaded beside the library, in a child of the
 * application's class loader, and may use the library's types and their own helper classes freely.
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

  /** The rules of this instrumentation, in the order in which they were declared. */
  public final List<Rule> rules() {
    String type = getClass().getName(); // Class.getPackage() may be null on Java 8
    Weave weave = new Weave(type.substring(0, type.lastIndexOf('.')));
    weave(weave);
    return weave.rules();
  }

  /**
   * Beginnings of the names of the library's own tasks: drain loops and the like, which serve many
   * requests whoever starts them. They carry nothing by themselves, also where this instrumentation
   * is switched off.
   */
  public String[] ownTasks() {
    return NONE;
  }

  /** Beginnings of the names of tasks that the library makes to run a request's own work. */
  public String[] tasksForRequests() {
    return NONE;
  }

  /**
   * Classes of the library, as globs, that take from queues what they need for themselves, and
   * serve nobody else by that: pools of connections and buffers.
   */
  public String[] ownWaits() {
    return NONE;
  }

  /**
   * Whether requests come in by it: one of its advice classes is a {@link Door}. Where enforcement
   * is wanted, the agent says when it is switched off.
   */
  public boolean isServer() {
    return false;
  }

  /**
   * Beginnings of the names of classes that open this server's ports, and those of no other. What
   * they open is guarded; whatever else is opened while tokens are enforced is said to be open.
   */
  public String[] opensPortsBy() {
    return NONE;
  }

  /**
   * The same of classes that other servers use as well: a transport, or the server in a version
   * that is not woven. What they open is guarded where this server has been woven.
   */
  public String[] opensPortsOver() {
    return NONE;
  }

  /** Declares the rules. */
  protected abstract void weave(Weave weave);
}
