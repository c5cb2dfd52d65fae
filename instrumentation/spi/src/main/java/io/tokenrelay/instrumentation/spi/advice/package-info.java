/**
 * Advice that refers to no library's types, so that several libraries share it; chosen by the verbs
 * of {@link io.tokenrelay.instrumentation.spi.Weave.Method}. Loaded once, in the agent loader.
 */
package io.tokenrelay.instrumentation.spi.advice;
