/**
 * Spring's own way to another thread, {@code SimpleAsyncTaskExecutor}. All its other ways lead
 * through the JDK's executors and futures, which carry by themselves.
 */
package io.tokenrelay.instrumentation.spring;
