/**
 * GlassFish 5 to 7 and Payara 5 to 6. {@code HostValveAdvice} begins and ends the request's first
 * dispatch, {@code AfterwardsAdvice} what comes after it in the same thread, {@code
 * AsyncDispatchAdvice} and {@code AsyncListenersAdvice} go on with an asynchronous one, {@code
 * RecycleAdvice} ends it; {@code KeptExchange} is where each finds the verdict of the first.
 *
 * <p>Javax and jakarta are one body: nothing here names a servlet type, and what is called of the
 * connector's {@code Request} and {@code Response} has the same descriptors in all versions.
 */
package io.tokenrelay.instrumentation.glassfish;
