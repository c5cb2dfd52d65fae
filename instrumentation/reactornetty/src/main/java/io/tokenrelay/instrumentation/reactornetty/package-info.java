/**
 * Reactor Netty 0.8 and later, as an HTTP server and client, and so Spring WebFlux and {@code
 * WebClient} on top of it. {@code RequestAdvice} receives a request on the event loop, just before
 * its handler is called; from there the Reactor instrumentation carries it along its chain. {@code
 * ClientCall} is a client's call: it belongs to whoever subscribed to it, is kept with the client's
 * handler of that subscription, and adds the header to each hop where Netty's codec encodes the
 * head ({@code WriteHeadAdvice}).
 */
package io.tokenrelay.instrumentation.reactornetty;
