/**
 * Reactor Netty 0.8 and later as an HTTP server, and so Spring WebFlux on it. {@code RequestAdvice}
 * receives a request on the event loop where its handler is about to be called; from there on its
 * chain carries it, by the instrumentation of Reactor.
 */
package io.tokenrelay.instrumentation.reactornetty;
