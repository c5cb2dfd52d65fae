/**
 * Spring's own way to another thread, {@code SimpleAsyncTaskExecutor}. All its other ways lead
 * through the JDK's executors and futures, which carry by themselves. The callbacks of its {@code
 * ListenableFuture} are kept from the token of whoever completes it.
 */
package io.tokenrelay.instrumentation.spring;
