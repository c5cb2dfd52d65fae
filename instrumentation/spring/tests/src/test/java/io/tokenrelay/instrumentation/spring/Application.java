package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * A Spring MVC application as services are: asynchronous methods, controllers of every kind,
 * scheduled work.
 */
@Configuration
@EnableWebMvc
@EnableAsync
@EnableScheduling
@Import({
  Controllers.class,
  FirstAsked.class,
  HeldRequests.class,
  WhereReactiveTypesAreAnswered.class,
  WhereThereAreListenableFutures.class
})
public class Application {
  /** What {@code @Async} finds where nothing else is asked for: a thread for each task. */
  @Bean
  public SimpleAsyncTaskExecutor taskExecutor() {
    return new SimpleAsyncTaskExecutor();
  }

  /** The fifth task waits on its caller's thread until another one is done. */
  @Bean
  public SimpleAsyncTaskExecutor throttled() {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
    executor.setConcurrencyLimit(4);
    return executor;
  }

  /** Few threads, so that each serves many users; what it refuses, its callers run. */
  @Bean
  public ThreadPoolTaskExecutor pool() {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(2);
    executor.setMaxPoolSize(2);
    executor.setQueueCapacity(2);
    executor.setRejectedExecutionHandler(
        new java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy());
    return executor;
  }

  /** Calls downstream itself, on the pool's thread, before and after each task. */
  @Bean
  public ThreadPoolTaskExecutor decorated() {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(2);
    executor.setTaskDecorator(
        task ->
            task instanceof CallingTask
                ? ((CallingTask) task).between()
                : () -> {
                  throw new IllegalStateException("not the application's own task: " + task);
                });
    return executor;
  }

  @Bean
  public static BeanPostProcessor converters() {
    return new CalledWhenWritten.Registered();
  }

  @Bean
  public Asynchronous asynchronous() {
    return new Asynchronous();
  }

  @Bean
  @Lazy
  public CallsWhenMade callsWhenMade() {
    return new CallsWhenMade();
  }

  /** First asked for by a request: Spring schedules its methods on that request's thread. */
  @Bean
  @Lazy
  public Scheduled scheduled() {
    return new Scheduled();
  }

  /** Methods that return before they are done. */
  public static class Asynchronous {
    @Async
    public void tell(String url, CompletableFuture<String> answer) {
      answer.complete(call(url));
    }

    @Async
    public CompletableFuture<String> ask(String url) {
      return CompletableFuture.completedFuture(call(url));
    }

    @Async("pool")
    public CompletableFuture<String> askInThePool(String url) {
      return CompletableFuture.completedFuture(call(url));
    }
  }
}
