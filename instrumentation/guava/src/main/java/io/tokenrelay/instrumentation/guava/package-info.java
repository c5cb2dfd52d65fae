/**
 * Guava 18 and later: {@code ListenableFuture} and its listeners, listening executors, sequential
 * executors.
 *
 * <p>Two halves, as for the JDK's own (decision 002): what is created with a token is wrapped where
 * it is handed in, and the places that run what others have handed in begin with nothing.
 */
package io.tokenrelay.instrumentation.guava;
