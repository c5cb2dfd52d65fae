package io.tokenrelay.instrumentation.spi;

/** What an instrumentation is for. What is only for what nobody has asked for is not woven. */
public enum Purpose {
  /** Takes tokens in, carries or relays them. */
  RELAY,
  /** Writes who the caller is into the log events of the application. */
  LOG,
  /** Tells the application who the caller is, by the servlet API. */
  PRINCIPAL
}
