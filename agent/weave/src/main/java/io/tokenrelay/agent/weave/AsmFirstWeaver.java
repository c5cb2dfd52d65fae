package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves with ASM, and with Byte Buddy what {@link AsmWeaver} does not take: advice beyond its
 * subset. Byte Buddy's nine hundred classes are not loaded before that.
 */
final class AsmFirstWeaver implements Weaver {
  private final ClassLoader agentLoader;
  private final Weaver asm;
  private @Nullable Weaver byteBuddy;

  AsmFirstWeaver(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
    this.asm = new AsmWeaver(agentLoader);
  }

  @Override
  public byte @Nullable [] weave(
      ClassLoader loader, String type, byte[] classFile, List<Rule> rules)
      throws UnweavableException {
    try {
      return asm.weave(loader, type, classFile, rules);
    } catch (UnsupportedAdviceException beyondAsm) {
      if (rules.get(0).relocation() != null) { // all are of one copy
        throw new UnweavableException(
            beyondAsm.getMessage() + " is not in the subset that a shaded copy can have");
      }
      return byteBuddy().weave(loader, type, classFile, rules);
    }
  }

  private synchronized Weaver byteBuddy() {
    Weaver existing = byteBuddy;
    if (existing == null) {
      existing = new ByteBuddyWeaver(agentLoader);
      byteBuddy = existing;
    }
    return existing;
  }
}
