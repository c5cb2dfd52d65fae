package io.tokenrelay.agent.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Finds the addresses of a name; {@code InetAddress::getAllByName} outside tests. Asked only where
 * the client itself would resolve the name on this thread ({@code Hop.mayResolve}).
 */
public interface NameResolver {
  InetAddress[] resolve(String host) throws UnknownHostException;
}
