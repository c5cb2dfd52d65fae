package io.tokenrelay.bootstrap;

/**
 * Told of each port that the process opens. Implemented by the agent. Called on the thread that
 * opens it, so it must neither block nor throw.
 */
public interface PortListener {
  /**
   * @param socket a {@code ServerSocket}, a {@code ServerSocketChannel} or an {@code
   *     AsynchronousServerSocketChannel}, about to be bound; or one of a library's that has {@code
   *     isOpen()} and {@code localAddress()}
   */
  void opens(Object socket);
}
