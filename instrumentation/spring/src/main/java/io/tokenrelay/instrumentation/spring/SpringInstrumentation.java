package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Spring Framework 4.3 to 7.0: the executor behind {@code @Async} and asynchronous controllers if
 * none is configured.
 *
 * <p>It creates a thread for each task, and the agent never carries by a thread's constructor,
 * since a thread may outlive the request that started it. This thread runs one task and ends; the
 * task is judged like one handed to any executor. It is known to be the request's if it holds a
 * handler's {@code DeferredResult} or {@code ResponseBodyEmitter}.
 *
 * <p>The callbacks of Spring's own {@code ListenableFuture} may be anyone's, and run on the thread
 * that completes it: they carry nothing.
 *
 * <p>What is created once and serves everyone carries nothing, whichever request caused it:
 * singletons, a factory's single object, everything that a context does while it is refreshed.
 */
public final class SpringInstrumentation extends Instrumentation {
  private static final String FACTORY = "org.springframework.beans.factory.FactoryBean";
  private static final String OBJECT_OF_FACTORY = "getObjectFromFactoryBean";

  public SpringInstrumentation() {
    super("spring");
  }

  @Override
  protected void weave(Weave weave) {
    tasks(weave);
    answers(weave);
    beans(weave);
    sharedByAll(weave);
  }

  private static void tasks(Weave weave) {
    weave
        .type("org.springframework.core.task.SimpleAsyncTaskExecutor")
        .method("doExecute", "java.lang.Runnable")
        .takesTask();
    weave
        .type("org.springframework.util.concurrent.ListenableFutureCallbackRegistry") // until 6
        .methods("success")
        .beginsWithNothing()
        .methods("failure")
        .beginsWithNothing();
  }

  /** The objects through which a handler's request is answered, by whomever. */
  private static void answers(Weave weave) {
    weave
        .type("org.springframework.web.context.request.async.DeferredResult")
        .constructors()
        .makesSharedAnswer()
        .methods("setResultInternal")
        .answers();
    weave
        .type("org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter")
        .constructors()
        .makesSharedAnswer()
        .methods("send")
        .answers()
        .methods("complete")
        .answers()
        .methods("completeWithError")
        .answers();
  }

  private static void beans(Weave weave) {
    weave
        .type("org.springframework.beans.factory.support.DefaultSingletonBeanRegistry")
        .method(
            "getSingleton", "java.lang.String", "org.springframework.beans.factory.ObjectFactory")
        .beginsWithNothing();
    weave
        .type("org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory")
        .method(
            "createBean",
            "java.lang.String",
            "org.springframework.beans.factory.support.RootBeanDefinition",
            "java.lang.Object[]")
        .carries("NewBeanAdvice");
    weave
        .type("org.springframework.beans.factory.support.FactoryBeanRegistrySupport")
        .method(OBJECT_OF_FACTORY, FACTORY, "java.lang.String", "boolean") // until 6
        .carries("ObjectOfFactoryAdvice")
        .method(OBJECT_OF_FACTORY, FACTORY, "java.lang.Class", "java.lang.String", "boolean")
        .carries("ObjectOfFactory7Advice");
  }

  private static void sharedByAll(Weave weave) {
    weave
        .type("org.springframework.boot.loader.net.protocol.jar.UrlJarFileFactory") // from Boot 3.2
        .methods("createJarFile") // replaces the JDK's handler; its jars serve everyone, too
        .beginsWithNothing();
    weave
        .type("org.springframework.context.support.AbstractApplicationContext")
        .method("refresh")
        .beginsWithNothing();
  }

  @Override
  public String[] ownTasks() {
    return new String[] {
      "org.springframework.amqp.rabbit.listener.",
      "org.springframework.jms.listener.",
      "org.springframework.kafka.listener.",
      "org.springframework.scheduling.concurrent.ReschedulingRunnable"
    };
  }

  @Override
  public String[] ownWaits() {
    return new String[] {
      "org.springframework.core.convert.support.GenericConversionService$ConvertersForPair",
      "org.springframework.util.ConcurrentLruCache*",
      "org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator"
    };
  }

  @Override
  public String[] tasksForRequests() {
    return new String[] {
      "org.springframework.aop.interceptor.AsyncExecutionInterceptor",
      "org.springframework.http.server.reactive.", // subscribes to what a handler returns
      "org.springframework.web.servlet.mvc.method.annotation.ReactiveTypeHandler",
      "org.springframework.web.context.request.async."
    };
  }
}
