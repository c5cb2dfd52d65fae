package io.tokenrelay.agent.weave;

/**
 * Told what becomes of the rules. Implemented by the wiring, which counts and logs. Must not throw.
 */
public interface WeavingListener {
  /** A class has been woven. */
  void woven(String type, int rules);

  /** A class that its rules name was left as it is. */
  void notWoven(String type, String reason);

  /** An advice has been linked to its call site. */
  void linked(String advice, String method);

  /** An advice could not be linked, or threw: the application did not notice. */
  void adviceFailed(String advice, Throwable failure);
}
