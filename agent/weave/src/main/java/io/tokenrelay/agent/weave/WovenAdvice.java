package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Role;
import org.jspecify.annotations.Nullable;

/** Which instrumentation an advice class belongs to, and what depends on it. */
final class WovenAdvice {
  /** Stands for advice that no rule names any more: nothing is known of it, so it may do harm. */
  static final WovenAdvice UNKNOWN = new WovenAdvice("unknown", Role.CARRIES_AND_WRITES, null);

  final String instrumentation;
  final Role role;

  /** How the library was shaded; null if it was not. */
  final @Nullable Relocation relocation;

  WovenAdvice(String instrumentation, Role role, @Nullable Relocation relocation) {
    this.instrumentation = instrumentation;
    this.role = role;
    this.relocation = relocation;
  }

  /** The same advice under another rule: it is what either says. */
  WovenAdvice and(Role other) {
    if (role == other) {
      return this;
    }
    return new WovenAdvice(instrumentation, Role.CARRIES_AND_WRITES, relocation);
  }
}
