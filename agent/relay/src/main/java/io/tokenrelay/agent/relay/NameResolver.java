package io.tokenrelay.agent.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Finds the addresses of a name; {@link #SYSTEM} outside tests. Asked only where the client itself
 * would resolve the name on this thread ({@code Hop.mayResolve}).
 */
public interface NameResolver {
  /** The JVM's own. */
  NameResolver SYSTEM = new NameResolver() { // no lambda is made before the application starts
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
          return InetAddress.getAllByName(host);
        }
      };

  InetAddress[] resolve(String host) throws UnknownHostException;
}
