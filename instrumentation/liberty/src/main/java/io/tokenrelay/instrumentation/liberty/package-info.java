/**
 * Open Liberty. {@code JavaxFiltersAdvice} and {@code JakartaFiltersAdvice} begin and end each
 * dispatch, {@code AsyncDispatchAdvice} and {@code AsyncListenerAdvice} resume an asynchronous
 * request, {@code FinishAdvice} ends it; {@code KeptExchange} is where each finds the first
 * dispatch's verdict.
 */
package io.tokenrelay.instrumentation.liberty;
