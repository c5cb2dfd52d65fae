package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Role;
import org.jspecify.annotations.Nullable;

/** What is off beside one application loader, for good. */
final class Outage {
  /**
   * Nothing is written: somebody else carries work in this loader's classes, or in those that it
   * shares, and cannot be trusted to tell whose it is.
   */
  static final Outage OF_WRITING = new Outage(null, Role.WRITES);

  private final @Nullable String instrumentation;
  private final Role failed;

  private Outage(@Nullable String instrumentation, Role failed) {
    this.instrumentation = instrumentation;
    this.failed = failed;
  }

  /** What follows from an advice that does not work. */
  static Outage of(WovenAdvice advice) {
    return new Outage(
        advice.instrumentation, advice.role.carries() ? Role.CARRIES_AND_WRITES : advice.role);
  }

  /**
   * Whether it turns the call sites of an advice off. A server's go on where only the calls of the
   * same library are off, and the other way round: each is whole by itself, and a door that should
   * be shut must not be opened by a misfit of a client.
   */
  boolean covers(WovenAdvice advice) {
    if (instrumentation != null && !instrumentation.equals(advice.instrumentation)) {
      return false;
    }
    switch (failed) {
      case RECEIVES:
        return advice.role == Role.RECEIVES;
      case SHOWS:
        return advice.role == Role.SHOWS;
      case WRITES:
        return advice.role.writes();
      default:
        return advice.role.carries() || advice.role.writes();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Outage && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return instrumentation + " " + failed;
  }
}
