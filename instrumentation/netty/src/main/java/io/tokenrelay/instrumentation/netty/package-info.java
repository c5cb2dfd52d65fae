/**
 * Netty's native transports (epoll, kqueue, io_uring), plain and as gRPC shades it: {@code
 * ListenAdvice} says that a port is opened, which the JDK does not hear of. What goes in by the
 * port is the concern of the server on top: Reactor Netty's, gRPC's.
 */
package io.tokenrelay.instrumentation.netty;
