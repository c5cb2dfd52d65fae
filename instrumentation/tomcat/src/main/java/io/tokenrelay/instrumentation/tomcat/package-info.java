/**
 * Tomcat 7.0.26 and later. {@code HostValveAdvice} begins and ends each dispatch, {@code
 * RecycleAdvice} ends the request, {@code AsyncDispatchAdvice} resumes an asynchronous one; {@code
 * KeptExchange} is where a later dispatch finds the first one's verdict.
 *
 * <p>Javax and jakarta share this code: nothing here refers to a servlet type, and the methods it
 * calls on the connector's {@code Request} and {@code Response} have the same descriptors in Tomcat
 * 7 to 11.
 */
package io.tokenrelay.instrumentation.tomcat;
