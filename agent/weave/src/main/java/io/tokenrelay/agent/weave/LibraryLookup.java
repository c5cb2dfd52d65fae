package io.tokenrelay.agent.weave;

import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;

/**
 * Looks advice up with the eyes of its own loader: each {@link LibraryClassLoader} defines this
 * class for itself, and links call sites with the lookup that its own copy gives.
 *
 * <p>A public lookup would look through the eyes of the boot loader. Before Java 17 a JVM then
 * holds the boot loader to the first library whose types a call site has named (JVMS 5.3.4), and
 * the same types of a second copy, in another application or after a redeployment, are refused.
 * Public, since it is made by reflection.
 */
public final class LibraryLookup implements Supplier<MethodHandles.Lookup> {
  @Override
  public MethodHandles.Lookup get() {
    return MethodHandles.lookup();
  }
}
