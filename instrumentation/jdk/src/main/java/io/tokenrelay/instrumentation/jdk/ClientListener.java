package io.tokenrelay.instrumentation.jdk;

/** Learns, on the application's threads, that no call by a client of the JDK's gets a token. */
public interface ClientListener {
  /** The client is not the one we know; {@code why} says where it differs. */
  void switchedOff(Throwable why);
}
