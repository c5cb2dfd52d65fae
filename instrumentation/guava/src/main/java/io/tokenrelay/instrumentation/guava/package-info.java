/**
 * Guava 18 and later: {@code ListenableFuture} and its listeners, listening executors, sequential
 * executors.
 *
 * <p>Two halves, as in the JDK (decision 002): work created with a token is wrapped where it is
 * handed in, and places that run what others have handed in begin with nothing.
 */
package io.tokenrelay.instrumentation.guava;
