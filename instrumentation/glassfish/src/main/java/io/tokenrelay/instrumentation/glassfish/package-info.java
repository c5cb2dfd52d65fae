/**
 * GlassFish 5 to 7 and Payara 5 to 6. {@code HostValveAdvice} begins and ends the request's first
 * dispatch, {@code AfterwardsAdvice} handles what follows on the same thread, {@code
 * AsyncDispatchAdvice} and {@code AsyncListenersAdvice} resume an asynchronous one, {@code
 * RecycleAdvice} ends it; {@code KeptExchange} is where each finds the first dispatch's verdict.
 *
 * <p>Javax and jakarta share this code: nothing here refers to a servlet type, and the methods it
 * calls on the connector's {@code Request} and {@code Response} have the same descriptors in all
 * versions.
 */
package io.tokenrelay.instrumentation.glassfish;
