/**
 * Undertow 1.4 to 2.3 as a servlet container. {@code DispatchAdvice} receives a request on the
 * worker that runs it, {@code ContinuedAdvice} resumes it; {@code KeptExchange} is where a later
 * dispatch finds the first one's verdict.
 *
 * <p>Javax and jakarta share this code: nothing here refers to a servlet type.
 */
package io.tokenrelay.instrumentation.undertow;
