/**
 * Undertow 1.4 to 2.3 as a servlet container. {@code DispatchAdvice} receives a request on the
 * worker that runs it, {@code ContinuedAdvice} comes back to it; {@code KeptExchange} is where a
 * later dispatch finds the verdict of the first.
 *
 * <p>Javax and jakarta are one body: nothing here names a servlet type.
 */
package io.tokenrelay.instrumentation.undertow;
