/**
 * Tomcat 7.0.26 and later. {@code HostValveAdvice} begins and ends each dispatch, {@code
 * RecycleAdvice} ends the request, {@code AsyncDispatchAdvice} goes on with an asynchronous one;
 * {@code KeptExchange} is where a later dispatch finds the verdict of the first.
 *
 * <p>Javax and jakarta are one body: nothing here names a servlet type, and what is called of the
 * connector's {@code Request} and {@code Response} has the same descriptors in all of Tomcat 7 to
 * 11.
 */
package io.tokenrelay.instrumentation.tomcat;
