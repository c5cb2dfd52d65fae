package io.tokenrelay.smoke.benchmark;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** An agent that does nothing, or is asked about each class and changes none: what agents cost. */
public final class NothingAgent {
  private NothingAgent() {}

  /**
   * @param options {@code transformer} to be asked about each class
   */
  public static void premain(@Nullable String options, Instrumentation jvm) {
    if ("transformer".equals(options)) {
      jvm.addTransformer(new Unchanged());
    }
  }

  private static final class Unchanged implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      return null;
    }
  }
}
