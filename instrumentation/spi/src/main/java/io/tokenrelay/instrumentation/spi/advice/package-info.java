/**
 * Advice that names no type of any library, so that several share it; reached by the verbs of
 * {@link io.tokenrelay.instrumentation.spi.Weave.Method}. One class for all, in the agent loader.
 */
package io.tokenrelay.instrumentation.spi.advice;
