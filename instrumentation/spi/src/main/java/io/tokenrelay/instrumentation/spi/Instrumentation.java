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

  /** Declares the rules. */
  protected abstract void weave(Weave weave);
}
