package io.tokenrelay.agent.main;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The JVM that the agent is attached to, as premain hands it over. */
final class Jvm {
  final Instrumentation instrumentation;

  /** The loader of all that the agent is made of. */
  final ClassLoader agentLoader;

  /** Whether the application was running before the agent came. */
  final boolean isRunning;

  private final Callable<?> bootClasses;

  /**
   * @param bootClasses puts the classes of {@code bootstrap/} into the boot loader
   */
  Jvm(
      Instrumentation instrumentation,
      boolean isRunning,
      ClassLoader agentLoader,
      Callable<?> bootClasses) {
    this.instrumentation = instrumentation;
    this.isRunning = isRunning;
    this.agentLoader = agentLoader;
    this.bootClasses = bootClasses;
  }

  /**
   * Has it told whenever something of ours cannot be loaded, since the jar is not the one of the
   * start. Our loader is a {@code Consumer<Runnable>}; one that a test made need not be.
   */
  @SuppressWarnings("unchecked")
  void whenJarIsReplaced(Runnable listener) {
    if (agentLoader instanceof Consumer) {
      ((Consumer<Runnable>) agentLoader).accept(listener);
    }
  }

  /**
   * To be called before anything mentions a boot class. Reading the configuration mentions none,
   * and an agent that is switched off leaves nothing in the boot loader.
   */
  void putBootClasses() {
    try {
      bootClasses.call();
    } catch (Exception failure) {
      throw new IllegalStateException(String.valueOf(failure.getMessage()), failure);
    }
  }
}
