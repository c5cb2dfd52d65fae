/**
 * Netty's native transports (epoll, kqueue, io_uring), plain and as gRPC shades it: {@code
 * ListenAdvice} reports an opened port, which bypasses the JDK's sockets. What comes in through it
 * is the concern of the server on top: Reactor Netty, gRPC.
 */
package io.tokenrelay.instrumentation.netty;
