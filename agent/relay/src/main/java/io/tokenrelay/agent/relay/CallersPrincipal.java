package io.tokenrelay.agent.relay;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The caller, for the servlet API: a name, and nothing else. */
final class CallersPrincipal implements Principal {
  private final String name;

  CallersPrincipal(String name) {
    this.name = name;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallersPrincipal && name.equals(((CallersPrincipal) other).name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
