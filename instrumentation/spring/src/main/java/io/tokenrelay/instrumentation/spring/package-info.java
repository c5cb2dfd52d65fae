/**
 * Spring's own way to another thread, {@code SimpleAsyncTaskExecutor}; all others lead through the
 * JDK's executors and futures, which carry by themselves. The callbacks of its {@code
 * ListenableFuture} do not get the token of whoever completes it.
 */
package io.tokenrelay.instrumentation.spring;
