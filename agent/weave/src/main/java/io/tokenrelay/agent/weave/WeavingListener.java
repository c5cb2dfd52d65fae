package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Role;

/**
 * Told what becomes of the rules. Implemented by the wiring, which counts and logs. Must not throw.
 */
public interface WeavingListener {
  /** A class has been woven. */
  void woven(String type, int rules);

  /** A class that its rules name was left as it is. */
  void notWoven(String type, String reason);

  /** A class was left as it is, since it lacks every method that the rules name. */
  void misfit(String instrumentation, String type, String reason);

  /** A class could not be woven now, since stack or memory was short: it has been missed. */
  void postponed();

  /** A class that has been missed is woven now. */
  void late(String type);

  /** An advice has been linked to its call site. */
  void linked(String advice, String method);

  /** An advice could not be linked, or threw: the application did not notice. */
  void adviceFailed(String advice, Throwable failure);

  /**
   * An instrumentation does not work in one place, and is off there from now on. Told once a place.
   *
   * @param role what does not work of it
   * @param place the library's jar and loader
   */
  void switchedOff(String instrumentation, Role role, String place, Throwable failure);

  /**
   * The same for a server that lets every request in from now on, though requests that cannot be
   * judged are to be refused: it has no place where they could be.
   */
  void opened(String instrumentation, String place, Throwable failure);
}
