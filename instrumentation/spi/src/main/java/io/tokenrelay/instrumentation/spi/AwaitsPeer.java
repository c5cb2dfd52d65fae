package io.tokenrelay.instrumentation.spi;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Our wrapper of a queued call, which learns its connection when it gets one. A client's core knows
 * it only by this type, since different loaders may have loaded the two.
 */
public interface AwaitsPeer {
  /**
   * @param peer null if the connection does not lead to a known address
   */
  void connectedTo(@Nullable InetAddress peer);
}
