package io.tokenrelay.bootstrap;

/**
 * Called for each port that the process opens. Implemented by the agent. Runs on the thread that
 * opens it, so it must neither block nor throw.
 */
public interface PortListener {
  /**
   * @param socket a {@code ServerSocket}, a {@code ServerSocketChannel} or an {@code
   *     AsynchronousServerSocketChannel}, about to be bound; or a library's own socket with {@code
   *     isOpen()} and {@code localAddress()}
   */
  void opens(Object socket);
}
