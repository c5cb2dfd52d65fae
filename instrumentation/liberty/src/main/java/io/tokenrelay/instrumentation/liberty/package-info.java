/**
 * Open Liberty. {@code JavaxFiltersAdvice} and {@code JakartaFiltersAdvice} begin and end each
 * dispatch, {@code AsyncDispatchAdvice} and {@code AsyncListenerAdvice} go on with an asynchronous
 * request, {@code FinishAdvice} ends it; {@code KeptExchange} is where each finds the verdict of
 * the first.
 */
package io.tokenrelay.instrumentation.liberty;
