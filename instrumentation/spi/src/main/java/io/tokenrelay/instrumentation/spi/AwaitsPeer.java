package io.tokenrelay.instrumentation.spi;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A queued call of ours, which is told its connection when it has one. Known to the core of a
 * client by this name only, since the two may have been loaded by different loaders.
 */
public interface AwaitsPeer {
  /**
   * @param peer null where the connection does not lead to an address that is known
   */
  void connectedTo(@Nullable InetAddress peer);
}
